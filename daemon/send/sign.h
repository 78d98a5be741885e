#ifndef SEND_SIGN_H
#define SEND_SIGN_H
#include "base/error.h"
#include "base/moment.h"
#include "base/text.h"

/* Signatures of the services, each appended as the service writes it. Vectors:
 * tests/send/test_sign.c. */

/* DingTalk: base64(HMAC-SHA256(key = secret, text = ms "\n" secret)); the caller percent-encodes it
 * once. */
void sign_add_dingtalk(struct text *out, const char *secret, int64_t ms);
/* Feishu: base64(HMAC-SHA256(key = seconds "\n" secret, text = nothing)). */
void sign_add_feishu(struct text *out, const char *secret, int64_t seconds);
/* What Standard Webhooks 1.0 signs: id "." seconds "." body. */
struct signed_text {
	const char *id;
	moment at;
	const char *body;
	size_t n;
};
/* One signature for each secret, separated by spaces: "v1,…" for whsec_…, "v1a,…" (ed25519) for
 * whsk_…. Secrets that sign_check_webhook() refuses are left out. */
void sign_add_webhook(struct text *out, const struct names *secrets, const struct signed_text *t);
/* Is it whsec_ or whsk_ + base64 of a key of the right length (24-64; 32 or 64 bytes)? */
bool sign_check_webhook(const char *secret, struct error *err);
/* "sha256=" + hex(HMAC-SHA256(key = secret, text = body)): X-Hub-Signature-256. */
void sign_add_hub(struct text *out, const char *secret, const char *body, size_t n);
#endif
