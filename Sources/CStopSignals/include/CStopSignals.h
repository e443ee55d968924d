#ifndef CSTOPSIGNALS_H
#define CSTOPSIGNALS_H

/// Turns SIGINT, SIGTERM and SIGHUP into a descriptor that becomes readable, so that a run can stop
/// at any point and still clean up. A closed output no longer kills the process either (SIGPIPE).
/// SIGHUP stays ignored where it was (nohup).
///
/// Returns the descriptor, or -1 with `errno` set. For the whole process; a second call changes nothing.
int stop_signals_catch(void);

/// Sends the process the signals as before; for tests.
void stop_signals_release(void);

/// The first signal that arrived, 0 for none.
int stop_signals_first(void);

/// Makes the descriptor unreadable, and lets the first request to stop pass from here on, so that a
/// cleanup can finish: only one that comes more than two seconds after the first makes it readable
/// again. Signals closer together are the same request: a shell and a wrapper such as npm both pass
/// Ctrl-C on.
void stop_signals_hold(void);

/// The first request counts again.
void stop_signals_resume(void);

/// Waits, in milliseconds. Returns 1 when it ended early because of a request to stop, else 0.
int stop_signals_sleep(int milliseconds);

#endif
