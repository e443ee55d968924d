#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The part of libcurl's binary interface that is used here, so that building needs no headers of it.
// The numbers never change within libcurl.so.4: https://github.com/curl/curl/blob/curl-7_88_1/include/curl/curl.h
enum {
  OPTION_WRITE_DATA = 10001,
  OPTION_URL = 10002,
  OPTION_ERROR_BUFFER = 10010,
  OPTION_POST_FIELDS = 10015,
  OPTION_HTTP_HEADER = 10023,
  OPTION_HEADER_DATA = 10029,
  OPTION_SSL_VERSION = 32,
  OPTION_CUSTOM_REQUEST = 10036,
  OPTION_POST_FIELD_SIZE = 60,
  OPTION_SSL_VERIFY_PEER = 64,
  OPTION_CA_INFO = 10065,
  OPTION_FRESH_CONNECT = 74,
  OPTION_SSL_VERIFY_HOST = 81,
  OPTION_NO_SIGNAL = 99,
  OPTION_ACCEPT_ENCODING = 10102,
  OPTION_TIMEOUT_MS = 155,
  OPTION_CONNECT_TIMEOUT_MS = 156,
  OPTION_NO_PROXY = 10177,
  OPTION_PROTOCOLS = 181,
  OPTION_WRITE_FUNCTION = 20011,
  OPTION_HEADER_FUNCTION = 20079,
  OPTION_HTTP09_ALLOWED = 285,
  OPTION_QUICK_EXIT = 322,

  INFO_RESPONSE_CODE = 0x200002,
  INFO_REQUEST_SIZE = 0x20000c,

  GLOBAL_DEFAULT = 3,
  PROTOCOL_HTTP_AND_HTTPS = 3,
  SSL_VERSION_TLS_1_2 = 6,
  ERROR_BUFFER_SIZE = 256,
  WAIT_POLLIN = 1,
  MESSAGE_DONE = 1,
};
enum {
  CODE_OK = 0,
  CODE_COULDNT_RESOLVE_PROXY = 5,
  CODE_COULDNT_RESOLVE_HOST = 6,
  CODE_COULDNT_CONNECT = 7,
  CODE_WEIRD_SERVER_REPLY = 8,
  CODE_UNSUPPORTED_PROTOCOL = 1,
  CODE_PARTIAL_FILE = 18,
  CODE_OPERATION_TIMED_OUT = 28,
  CODE_SSL_CONNECT_ERROR = 35,
  CODE_GOT_NOTHING = 52,
  CODE_SEND_ERROR = 55,
  CODE_RECEIVE_ERROR = 56,
  CODE_SSL_CIPHER = 59,
  CODE_PEER_FAILED_VERIFICATION = 60,
  CODE_BAD_CONTENT_ENCODING = 61,
  CODE_SSL_CA_CERT_BAD_FILE = 77,
  CODE_SSL_ISSUER_ERROR = 83,
  CODE_HTTP2 = 16,
  CODE_HTTP2_STREAM = 92,
};
struct wait_descriptor {
  int descriptor;
  short events;
  short returned;
};
struct message {
  int kind;
  void *handle;
  union {
    void *pointer;
    int code;
  } data;
};

static struct {
  int (*global_init)(long);
  void *(*easy_init)(void);
  int (*easy_setopt)(void *, int, ...);
  int (*easy_getinfo)(void *, int, ...);
  const char *(*easy_strerror)(int);
  void (*easy_cleanup)(void *);
  void *(*slist_append)(void *, const char *);
  void (*slist_free_all)(void *);
  void *(*multi_init)(void);
  int (*multi_add_handle)(void *, void *);
  int (*multi_remove_handle)(void *, void *);
  int (*multi_perform)(void *, int *);
  int (*multi_poll)(void *, struct wait_descriptor *, unsigned, int, int *);
  struct message *(*multi_info_read)(void *, int *);
  int (*multi_cleanup)(void *);
} curl;
static pthread_once_t load_once = PTHREAD_ONCE_INIT;
static char load_error[200];

static void load(void) {
  static const char *const names[] = {
#ifdef __APPLE__
    "/usr/lib/libcurl.4.dylib", "libcurl.4.dylib", "libcurl.dylib",
#else
    "libcurl.so.4", "libcurl-gnutls.so.4",
#endif
  };
  void *library = NULL;
  for (size_t i = 0; library == NULL && i < sizeof names / sizeof *names; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    snprintf(load_error, sizeof load_error, "libcurl is not installed (looked for %s)", names[0]);
    return;
  }
  const struct {
    void **function;
    const char *name;
  } symbols[] = {
      {(void **)&curl.global_init, "curl_global_init"},
      {(void **)&curl.easy_init, "curl_easy_init"},
      {(void **)&curl.easy_setopt, "curl_easy_setopt"},
      {(void **)&curl.easy_getinfo, "curl_easy_getinfo"},
      {(void **)&curl.easy_strerror, "curl_easy_strerror"},
      {(void **)&curl.easy_cleanup, "curl_easy_cleanup"},
      {(void **)&curl.slist_append, "curl_slist_append"},
      {(void **)&curl.slist_free_all, "curl_slist_free_all"},
      {(void **)&curl.multi_init, "curl_multi_init"},
      {(void **)&curl.multi_add_handle, "curl_multi_add_handle"},
      {(void **)&curl.multi_remove_handle, "curl_multi_remove_handle"},
      {(void **)&curl.multi_perform, "curl_multi_perform"},
      {(void **)&curl.multi_poll, "curl_multi_poll"},
      {(void **)&curl.multi_info_read, "curl_multi_info_read"},
      {(void **)&curl.multi_cleanup, "curl_multi_cleanup"},
  };
  for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
    *symbols[i].function = dlsym(library, symbols[i].name);
    if (*symbols[i].function == NULL) {
      snprintf(load_error, sizeof load_error, "libcurl is too old: it has no %s (7.66 is needed)",
               symbols[i].name);
      return;
    }
  }
  int code = curl.global_init(GLOBAL_DEFAULT);
  if (code != CODE_OK)
    snprintf(load_error, sizeof load_error, "libcurl does not start: %s", curl.easy_strerror(code));
}

struct curl_session {
  void *multi;
};

struct bytes {
  unsigned char *start;
  size_t size, limit;
  bool overflowed;
};

struct curl_exchange {
  struct curl_session *session;
  void *easy, *request_headers, *request_body;
  struct bytes headers, body;
  bool configured;
  char error[ERROR_BUFFER_SIZE];
};

static size_t append(struct bytes *to, const void *bytes, size_t size) {
  if (size > to->limit - to->size) {
    to->overflowed = true;
    return 0;
  }
  // One byte more, so that nothing is never NULL.
  unsigned char *grown = realloc(to->start, to->size + size + 1);
  if (grown == NULL) return 0;
  memcpy(grown + to->size, bytes, size);
  to->start = grown;
  to->size += size;
  return size;
}

static size_t receive_header(char *bytes, size_t size, size_t count, void *exchange) {
  struct bytes *headers = &((struct curl_exchange *)exchange)->headers;
  // A status line starts a new block: what came before was an interim answer or a proxy's.
  if (size * count >= 5 && memcmp(bytes, "HTTP/", 5) == 0) headers->size = 0;
  return append(headers, bytes, size * count);
}

static size_t receive_body(char *bytes, size_t size, size_t count, void *exchange) {
  return append(&((struct curl_exchange *)exchange)->body, bytes, size * count);
}

struct curl_session *curl_session_open(char *error, size_t error_size) {
  pthread_once(&load_once, load);
  if (load_error[0] != '\0') {
    snprintf(error, error_size, "%s", load_error);
    return NULL;
  }
  struct curl_session *session = calloc(1, sizeof *session);
  if (session != NULL && (session->multi = curl.multi_init()) != NULL) return session;
  free(session);
  snprintf(error, error_size, "out of memory");
  return NULL;
}

void curl_session_close(struct curl_session *session) {
  curl.multi_cleanup(session->multi);
  free(session);
}

static bool set_number(struct curl_exchange *exchange, int option, long value) {
  return curl.easy_setopt(exchange->easy, option, value) == CODE_OK;
}

static bool set_pointer(struct curl_exchange *exchange, int option, const void *value) {
  return curl.easy_setopt(exchange->easy, option, value) == CODE_OK;
}

typedef size_t (*receiver)(char *, size_t, size_t, void *);
static bool set_receiver(struct curl_exchange *exchange, int option, receiver value) {
  return curl.easy_setopt(exchange->easy, option, value) == CODE_OK;
}

struct curl_exchange *curl_exchange_new(struct curl_session *session, const char *method,
                                        const char *url) {
  struct curl_exchange *exchange = calloc(1, sizeof *exchange);
  if (exchange == NULL) return NULL;
  exchange->session = session;
  exchange->easy = curl.easy_init();
  if (exchange->easy == NULL) {
    free(exchange);
    return NULL;
  }
  exchange->configured =
      set_pointer(exchange, OPTION_URL, url) &&
      set_pointer(exchange, OPTION_CUSTOM_REQUEST, method) &&
      set_pointer(exchange, OPTION_ERROR_BUFFER, exchange->error) &&
      set_receiver(exchange, OPTION_WRITE_FUNCTION, receive_body) &&
      set_pointer(exchange, OPTION_WRITE_DATA, exchange) &&
      set_receiver(exchange, OPTION_HEADER_FUNCTION, receive_header) &&
      set_pointer(exchange, OPTION_HEADER_DATA, exchange) &&
      set_number(exchange, OPTION_NO_SIGNAL, 1) &&
      set_number(exchange, OPTION_PROTOCOLS, PROTOCOL_HTTP_AND_HTTPS) &&
      set_number(exchange, OPTION_SSL_VERIFY_PEER, 1) &&
      set_number(exchange, OPTION_SSL_VERIFY_HOST, 2) &&
      set_number(exchange, OPTION_SSL_VERSION, SSL_VERSION_TLS_1_2) &&
      set_number(exchange, OPTION_HTTP09_ALLOWED, 0) &&
      // "": every encoding that this libcurl can decode.
      set_pointer(exchange, OPTION_ACCEPT_ENCODING, "");
  // Since 7.87; without it closing waits for a name lookup under way. An older libcurl just waits.
  set_number(exchange, OPTION_QUICK_EXIT, 1);
  return exchange;
}

void curl_exchange_free(struct curl_exchange *exchange) {
  curl.easy_cleanup(exchange->easy);
  curl.slist_free_all(exchange->request_headers);
  free(exchange->request_body);
  free(exchange->headers.start);
  free(exchange->body.start);
  free(exchange);
}

bool curl_exchange_add_header(struct curl_exchange *exchange, const char *line) {
  void *longer = curl.slist_append(exchange->request_headers, line);
  if (longer == NULL) return false;
  exchange->request_headers = longer;
  return set_pointer(exchange, OPTION_HTTP_HEADER, longer);
}

bool curl_exchange_set_body(struct curl_exchange *exchange, const void *bytes, size_t size) {
  void *copy = malloc(size + 1);
  if (copy == NULL) return false;
  memcpy(copy, bytes, size);
  free(exchange->request_body);
  exchange->request_body = copy;
  return set_number(exchange, OPTION_POST_FIELD_SIZE, (long)size) &&
         set_pointer(exchange, OPTION_POST_FIELDS, copy);
}

bool curl_exchange_set_timeouts(struct curl_exchange *exchange, long total, long connect) {
  return set_number(exchange, OPTION_TIMEOUT_MS, total) &&
         set_number(exchange, OPTION_CONNECT_TIMEOUT_MS, connect);
}

void curl_exchange_set_limits(struct curl_exchange *exchange, size_t body, size_t headers) {
  exchange->body.limit = body;
  exchange->headers.limit = headers;
}

bool curl_exchange_set_ca_file(struct curl_exchange *exchange, const char *path) {
  return set_pointer(exchange, OPTION_CA_INFO, path);
}

bool curl_exchange_bypass_proxy(struct curl_exchange *exchange) {
  return set_pointer(exchange, OPTION_NO_PROXY, "*");
}

bool curl_exchange_use_fresh_connection(struct curl_exchange *exchange) {
  return set_number(exchange, OPTION_FRESH_CONNECT, 1);
}

static enum curl_outcome outcome(const struct curl_exchange *exchange, int code) {
  if (exchange->body.overflowed || exchange->headers.overflowed) return CURL_OUTCOME_TOO_LARGE;
  switch (code) {
    case CODE_OK: return CURL_OUTCOME_ANSWERED;
    case CODE_COULDNT_RESOLVE_HOST:
    case CODE_COULDNT_RESOLVE_PROXY: return CURL_OUTCOME_CANNOT_RESOLVE;
    case CODE_COULDNT_CONNECT: return CURL_OUTCOME_CANNOT_CONNECT;
    case CODE_SSL_CONNECT_ERROR:
    case CODE_SSL_CIPHER:
    case CODE_PEER_FAILED_VERIFICATION:
    case CODE_SSL_CA_CERT_BAD_FILE:
    case CODE_SSL_ISSUER_ERROR: return CURL_OUTCOME_TLS_FAILED;
    case CODE_OPERATION_TIMED_OUT: return CURL_OUTCOME_TIMED_OUT;
    case CODE_PARTIAL_FILE:
    case CODE_GOT_NOTHING:
    case CODE_SEND_ERROR:
    case CODE_RECEIVE_ERROR:
    case CODE_HTTP2:
    case CODE_HTTP2_STREAM: return CURL_OUTCOME_CONNECTION_LOST;
    case CODE_UNSUPPORTED_PROTOCOL:
    case CODE_WEIRD_SERVER_REPLY:
    case CODE_BAD_CONTENT_ENCODING: return CURL_OUTCOME_NOT_HTTP;
    default: return CURL_OUTCOME_OTHER;
  }
}

enum curl_outcome curl_exchange_perform(struct curl_exchange *exchange, int stop_descriptor) {
  void *multi = exchange->session->multi;
  if (!exchange->configured || curl.multi_add_handle(multi, exchange->easy) != 0) {
    snprintf(exchange->error, sizeof exchange->error, "libcurl refuses the request");
    return CURL_OUTCOME_OTHER;
  }
  struct wait_descriptor stop = {.descriptor = stop_descriptor, .events = WAIT_POLLIN};
  int running = 1;
  bool interrupted = false;
  while (curl.multi_perform(multi, &running) == 0 && running > 0 && !interrupted) {
    // libcurl's own timers shorten the wait; a second is its longest.
    if (curl.multi_poll(multi, &stop, stop_descriptor >= 0 ? 1 : 0, 1000, NULL) != 0) break;
    interrupted = stop_descriptor >= 0 && (stop.returned & WAIT_POLLIN) != 0;
  }
  int code = -1, left;
  for (struct message *message; (message = curl.multi_info_read(multi, &left)) != NULL;)
    if (message->kind == MESSAGE_DONE && message->handle == exchange->easy)
      code = message->data.code;
  curl.multi_remove_handle(multi, exchange->easy);
  if (interrupted && code == -1) return CURL_OUTCOME_INTERRUPTED;
  if (code > 0 && exchange->error[0] == '\0')
    snprintf(exchange->error, sizeof exchange->error, "%s", curl.easy_strerror(code));
  return outcome(exchange, code);
}

bool curl_exchange_was_sent(const struct curl_exchange *exchange) {
  long size = 0;
  return curl.easy_getinfo(exchange->easy, INFO_REQUEST_SIZE, &size) != CODE_OK || size > 0;
}

long curl_exchange_status(const struct curl_exchange *exchange) {
  long status = 0;
  curl.easy_getinfo(exchange->easy, INFO_RESPONSE_CODE, &status);
  return status;
}

const char *curl_exchange_headers(const struct curl_exchange *exchange, size_t *size) {
  *size = exchange->headers.size;
  return (const char *)exchange->headers.start;
}

const unsigned char *curl_exchange_body(const struct curl_exchange *exchange, size_t *size) {
  *size = exchange->body.size;
  return exchange->body.start;
}

const char *curl_exchange_error(const struct curl_exchange *exchange) { return exchange->error; }
