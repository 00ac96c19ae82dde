import { castOf, journeys } from './journeys.ts'
import { MortalServer } from './mortal-server.ts'
const server = await MortalServer.start()
try {
for (const journey of journeys) {
  let t = Date.now()
  const cast = await castOf(server, journey)
  await server.arm(null)
  const t1 = Date.now()
  const ending = await journey.run(cast, {})
  const passed = await server.arm(null)
  console.log(journey.name, t1 - t, Date.now() - t1, ending.outcome, [...passed].map(([a, b]) => `${a}:${b}`).join(', '))
}
console.log(await server.measure())
let t = Date.now(); server.kill(); await new Promise((r) => setTimeout(r, 50)); await server.back(new TypeError()); console.log('restart', Date.now() - t)
} catch (e) { console.log(e); console.log(server.log().slice(-3000)) } finally { await server.remove() }
