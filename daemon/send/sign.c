/* The services' signatures. They differ in what is the key and what is the text: DingTalk signs
 * with the secret, Feishu signs nothing at all with the secret as part of the key. */
#include "send/sign.h"
#include <openssl/evp.h>
#include <string.h>
#include "base/crypto.h"

enum { ED25519_KEY = 32, ED25519_SIGNATURE = 64, KEY_LEAST = 24, KEY_MOST = 64 };

static void add_hmac(struct text *out, const struct text *key, const char *s, size_t n)
{
	unsigned char mac[SHA256_BYTES];

	crypto_hmac_sha256(text_get(key), key->len, s, n, mac);
	crypto_add_base64(out, mac, sizeof mac);
}

void sign_add_dingtalk(struct text *out, const char *secret, int64_t ms)
{
	scope(text) key = {0}, signed_part = {0};

	text_add(&key, secret);
	text_addf(&signed_part, "%lld\n%s", (long long)ms, secret);
	add_hmac(out, &key, signed_part.s, signed_part.len);
}

void sign_add_feishu(struct text *out, const char *secret, int64_t seconds)
{
	scope(text) key = {0};

	text_addf(&key, "%lld\n%s", (long long)seconds, secret);
	add_hmac(out, &key, "", 0);
}

static void add_v1(struct text *out, const struct text *key, const struct text *t)
{
	text_add(out, "v1,");
	add_hmac(out, key, text_get(t), t->len);
}

/* A 64-byte whsk_ key is seed and public key one after the other; the seed alone makes it. */
static void add_v1a(struct text *out, const struct text *key, const struct text *t)
{
	unsigned char signature[ED25519_SIGNATURE];
	size_t n = sizeof signature;
	EVP_PKEY *k = EVP_PKEY_new_raw_private_key(
	    EVP_PKEY_ED25519, NULL, (const unsigned char *)key->s, ED25519_KEY);
	EVP_MD_CTX *c = EVP_MD_CTX_new();

	if (k && c && EVP_DigestSignInit(c, NULL, NULL, NULL, k) == 1 &&
	    EVP_DigestSign(c, signature, &n, (const unsigned char *)text_get(t), t->len) == 1) {
		text_add(out, "v1a,");
		crypto_add_base64(out, signature, n);
	}
	EVP_MD_CTX_free(c);
	EVP_PKEY_free(k);
}

static const struct key_kind {
	const char *prefix;
	size_t least, most; /* bytes of the key */
	void (*add)(struct text *out, const struct text *key, const struct text *t);
} key_kinds[] = {
    {"whsec_", KEY_LEAST, KEY_MOST, add_v1},
    {"whsk_", ED25519_KEY, 2 * ED25519_KEY, add_v1a},
};

static const struct key_kind *key_of(const char *secret, struct text *key)
{
	for (size_t i = 0; i < sizeof key_kinds / sizeof *key_kinds; i++) {
		const struct key_kind *k = &key_kinds[i];
		size_t n = strlen(k->prefix);
		if (strncmp(secret, k->prefix, n))
			continue;
		if (crypto_unbase64(secret + n, strlen(secret + n), key) && key->len >= k->least &&
		    key->len <= k->most)
			return k;
	}
	return NULL;
}

bool sign_check_webhook(const char *secret, struct error *err)
{
	scope(text) key = {0};

	return key_of(secret, &key) ||
	       error_set(err,
		   "a signing secret is \"whsec_\" and the base64 of 24 to 64 random bytes, or "
		   "\"whsk_\" and the base64 of an ed25519 key of 32 or 64 bytes");
}

void sign_add_webhook(struct text *out, const struct names *secrets, const struct signed_text *t)
{
	scope(text) signed_part = {0};
	size_t start = out->len;

	if (!secrets->n)
		return;
	text_addf(&signed_part, "%s.%lld.", t->id, (long long)t->at);
	text_addn(&signed_part, t->body, t->n);
	for (size_t i = 0; i < secrets->n; i++) {
		scope(text) key = {0};
		const struct key_kind *k = key_of(secrets->at[i], &key);
		if (!k)
			continue;
		if (out->len > start)
			text_addc(out, ' ');
		k->add(out, &key, &signed_part);
	}
}

void sign_add_hub(struct text *out, const char *secret, const char *body, size_t n)
{
	unsigned char mac[SHA256_BYTES];

	crypto_hmac_sha256(secret, strlen(secret), body, n, mac);
	text_add(out, "sha256=");
	crypto_add_hex(out, mac, sizeof mac);
}
