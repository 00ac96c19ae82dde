/** Column and row of each key of a telephone: 123, 456, 789, and 0 below the 8. */
const places = [
  [1, 3],
  [0, 0],
  [1, 0],
  [2, 0],
  [0, 1],
  [1, 1],
  [2, 1],
  [0, 2],
  [1, 2],
  [2, 2],
] as const

/** Straight strokes of three keys; the middle column with the 0 is walked around (258 025). */
const forwards = ['123', '456', '789', '147', '258', '369', '159', '357', '580', '802', '025']
const strokes = new Set([...forwards, ...forwards.map((stroke) => [...stroke].reverse().join(''))])

/**
 * Whether a PIN is a path of the finger over a telephone's keypad: each key beside the one before, diagonals included
 * (147896, 159632); two straight strokes (147258, 258025, 159357); or around the corners (139713).
 */
export function isKeypadPath(pin: string): boolean {
  const keys = [...pin].map(Number)
  const moves = keys.slice(1).map((key, index) => move(keys[index] ?? 0, key))
  return (
    moves.every(({ across, down }) => Math.max(across, down) === 1) ||
    (strokes.has(pin.slice(0, 3)) && strokes.has(pin.slice(3))) ||
    (/^[1379]+$/.test(pin) && moves.every(({ across, down }) => across + down === 2))
  )
}

function move(from: number, to: number): { across: number; down: number } {
  const [fromColumn = 0, fromRow = 0] = places[from] ?? []
  const [toColumn = 0, toRow = 0] = places[to] ?? []
  return { across: Math.abs(fromColumn - toColumn), down: Math.abs(fromRow - toRow) }
}
