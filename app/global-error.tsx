'use client'

import './globals.css'

/** The last resort, where the layout itself failed: no language is known here, so it is English. */
export default function GlobalFault() {
  return (
    <html lang="en">
      <body>
        <div className="page">
          <title>Something went wrong</title>
          <main data-step="fault" className="card">
            <div className="task">
              <div className="heading">
                <h1>Something went wrong on our side</h1>
                <p className="lead">Nothing has been confirmed. Please try again in a moment.</p>
              </div>
              <div className="buttons">
                <button type="button" className="button button-primary" onClick={() => location.reload()}>
                  Try again
                </button>
              </div>
            </div>
          </main>
        </div>
      </body>
    </html>
  )
}
