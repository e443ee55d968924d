#ifndef CCURL_H
#define CCURL_H
#include <stdbool.h>
#include <stddef.h>

/// libcurl's easy interface with types, loaded when the first session opens: no other use of the
/// program pays for it, and a machine without libcurl can run everything else.
/// Strings are NUL-terminated UTF-8 and are copied.

/// Connections that are kept between exchanges. One thread at a time.
struct curl_session;
/// One request and, once performed, its answer.
struct curl_exchange;

/// How performing an exchange ended.
enum curl_outcome {
  /// An answer arrived whole.
  CURL_OUTCOME_ANSWERED,
  CURL_OUTCOME_CANNOT_RESOLVE,
  CURL_OUTCOME_CANNOT_CONNECT,
  /// The server's certificate or the TLS handshake was not acceptable.
  CURL_OUTCOME_TLS_FAILED,
  CURL_OUTCOME_TIMED_OUT,
  /// The connection ended before the answer did.
  CURL_OUTCOME_CONNECTION_LOST,
  /// The answer has more bytes than were allowed.
  CURL_OUTCOME_TOO_LARGE,
  /// What came is not HTTP, or not in the encoding that it names.
  CURL_OUTCOME_NOT_HTTP,
  /// The descriptor given to `curl_exchange_perform` became readable.
  CURL_OUTCOME_INTERRUPTED,
  CURL_OUTCOME_OTHER,
};

/// Loads libcurl and opens a session. NULL on failure, with the reason in `error`.
struct curl_session *curl_session_open(char *error, size_t error_size);
void curl_session_close(struct curl_session *session);

/// NULL when memory is exhausted.
struct curl_exchange *curl_exchange_new(struct curl_session *session, const char *method,
                                        const char *url);
void curl_exchange_free(struct curl_exchange *exchange);

/// The setters below return false where libcurl refuses the value.

/// `line` is `Name: value`.
bool curl_exchange_add_header(struct curl_exchange *exchange, const char *line);
bool curl_exchange_set_body(struct curl_exchange *exchange, const void *bytes, size_t size);
/// For the whole exchange and for connecting, in milliseconds.
bool curl_exchange_set_timeouts(struct curl_exchange *exchange, long total, long connect);
/// Bounds the answer's body after decoding, and its headers, in bytes.
void curl_exchange_set_limits(struct curl_exchange *exchange, size_t body, size_t headers);
/// Certificates to trust instead of the system's.
bool curl_exchange_set_ca_file(struct curl_exchange *exchange, const char *path);
/// Goes straight to the host, whatever proxy the environment names.
bool curl_exchange_bypass_proxy(struct curl_exchange *exchange);
/// Opens a new connection. libcurl sends a request again by itself, a POST included, when a reused
/// connection turns out to be closed.
bool curl_exchange_use_fresh_connection(struct curl_exchange *exchange);

/// Sends the request and waits for the answer; stops when `stop_descriptor` becomes readable
/// (-1: never).
enum curl_outcome curl_exchange_perform(struct curl_exchange *exchange, int stop_descriptor);

/// Whether any byte of the request left, so that the server may have acted on it.
bool curl_exchange_was_sent(const struct curl_exchange *exchange);
long curl_exchange_status(const struct curl_exchange *exchange);
/// The last header block, status line included.
const char *curl_exchange_headers(const struct curl_exchange *exchange, size_t *size);
const unsigned char *curl_exchange_body(const struct curl_exchange *exchange, size_t *size);
/// libcurl's own words on what went wrong.
const char *curl_exchange_error(const struct curl_exchange *exchange);

#endif
