#define _POSIX_C_SOURCE 200809L  // sigaction and clock_gettime, which -std=c2x hides
#include "CStopSignals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

enum { SAME_REQUEST_SECONDS = 2, SIGNAL_COUNT = 4 };
static const int signals[SIGNAL_COUNT] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
static struct sigaction before[SIGNAL_COUNT];
static int pipe_ends[2] = {-1, -1};
static volatile sig_atomic_t first_signal;
static volatile time_t first_time;
static volatile sig_atomic_t is_held;

static time_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec;
}

// Only calls that are safe in a signal handler: clock_gettime and write.
static void handle(int signal) {
  int saved = errno;
  bool is_first = first_signal == 0;
  if (is_first) {
    first_signal = signal;
    first_time = now();
  }
  if ((is_first && !is_held) || now() - first_time > SAME_REQUEST_SECONDS) {
    // The pipe does not block; a full one is readable already.
    ssize_t ignored = write(pipe_ends[1], "", 1);
    (void)ignored;
  }
  errno = saved;
}

int stop_signals_catch(void) {
  if (pipe_ends[0] >= 0) return pipe_ends[0];
  if (pipe(pipe_ends) != 0) return -1;
  for (int i = 0; i < 2; i++) {
    fcntl(pipe_ends[i], F_SETFD, FD_CLOEXEC);
    fcntl(pipe_ends[i], F_SETFL, O_NONBLOCK);
  }
  struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
  sigset_t caught;
  sigemptyset(&caught);
  for (int i = 0; i < SIGNAL_COUNT; i++) sigaddset(&action.sa_mask, signals[i]);
  for (int i = 0; i < SIGNAL_COUNT; i++) {
    sigaction(signals[i], NULL, &before[i]);
    if (signals[i] == SIGHUP && before[i].sa_handler == SIG_IGN) continue;
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(signals[i], signals[i] == SIGPIPE ? &ignore : &action, NULL);
    sigaddset(&caught, signals[i]);
  }
  // A parent may have blocked them, and a child inherits that.
  pthread_sigmask(SIG_UNBLOCK, &caught, NULL);
  return pipe_ends[0];
}

void stop_signals_release(void) {
  if (pipe_ends[0] < 0) return;
  for (int i = 0; i < SIGNAL_COUNT; i++) sigaction(signals[i], &before[i], NULL);
  for (int i = 0; i < 2; i++) {
    close(pipe_ends[i]);
    pipe_ends[i] = -1;
  }
  first_signal = 0;
  is_held = false;
}

int stop_signals_first(void) { return first_signal; }

void stop_signals_hold(void) {
  is_held = true;
  char drained[64];
  while (pipe_ends[0] >= 0 && read(pipe_ends[0], drained, sizeof drained) > 0) {
  }
}

void stop_signals_resume(void) { is_held = false; }

int stop_signals_sleep(int milliseconds) {
  struct timespec start, time;
  clock_gettime(CLOCK_MONOTONIC, &start);
  int left = milliseconds;
  struct pollfd stop = {.fd = pipe_ends[0], .events = POLLIN};
  while (left > 0) {
    int ready = poll(&stop, 1, left);
    if (ready > 0) return 1;
    if (ready == 0) return 0;
    clock_gettime(CLOCK_MONOTONIC, &time);  // interrupted by some other signal
    left = milliseconds - (int)((time.tv_sec - start.tv_sec) * 1000 +
                                (time.tv_nsec - start.tv_nsec) / 1000000);
  }
  return 0;
}
