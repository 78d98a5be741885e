/* Punycode: a label's ASCII characters first, then for each other character, in the order of their
 * code points, the distance that a decoder has to go to insert it, as a number of variable length.
 */
#include "send/idna.h"
#include <ctype.h>
#include <string.h>
#include "base/utf8.h"

/* RFC 3492, 5; a label has at most 63 octets (RFC 1035). */
enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, BIAS = 72, FIRST = 128 };
enum { LABEL_MOST = 63 };

struct label {
	uint32_t at[LABEL_MOST];
	uint32_t n;
};

static char digit(uint32_t d)
{
	return (char)(d < 26 ? 'a' + d : '0' + d - 26);
}

static uint32_t adapted(uint32_t delta, uint32_t points, bool first)
{
	uint32_t k = 0;

	delta = first ? delta / DAMP : delta / 2;
	delta += delta / points;
	for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
		delta /= BASE - T_MIN;
	return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static void add_number(struct text *out, uint32_t q, uint32_t bias)
{
	for (uint32_t k = BASE;; k += BASE) {
		uint32_t t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
		if (q < t)
			break;
		text_addc(out, digit(t + (q - t) % (BASE - t)));
		q = (q - t) / (BASE - t);
	}
	text_addc(out, digit(q));
}

static uint32_t next_point(const struct label *l, uint32_t least)
{
	uint32_t next = UINT32_MAX;

	for (uint32_t i = 0; i < l->n; i++)
		if (l->at[i] >= least && l->at[i] < next)
			next = l->at[i];
	return next;
}

static void add_punycode(struct text *out, const struct label *l)
{
	uint32_t point = FIRST, delta = 0, bias = BIAS, done = 0, plain;

	for (uint32_t i = 0; i < l->n; i++)
		if (l->at[i] < FIRST) {
			text_addc(out, (char)l->at[i]);
			done++;
		}
	plain = done;
	if (plain)
		text_addc(out, '-');
	for (; done < l->n; delta++, point++) {
		uint32_t next = next_point(l, point);
		delta += (next - point) * (done + 1);
		point = next;
		for (uint32_t i = 0; i < l->n; i++) {
			delta += l->at[i] < point;
			if (l->at[i] != point)
				continue;
			add_number(out, delta, bias);
			bias = adapted(delta, done + 1, done == plain);
			delta = 0;
			done++;
		}
	}
}

/* One label, up to `end`; too long a one goes out as it is, to be refused by whoever looks it up. */
static void add_label(struct text *out, const char *s, const char *end)
{
	struct label l = {.n = 0};
	bool foreign = false;
	const char *p = s;

	while (p < end && l.n < LABEL_MOST) {
		uint32_t c = utf8_next(&p, end);
		foreign |= c >= FIRST;
		l.at[l.n++] = c < FIRST ? (uint32_t)tolower((int)c) : c;
	}
	if (!foreign || p < end) {
		text_addn(out, s, (size_t)(end - s));
		return;
	}
	text_add(out, "xn--");
	add_punycode(out, &l);
}

static bool is_ascii(const char *s, size_t n)
{
	while (n && (unsigned char)s[n - 1] < FIRST)
		n--;
	return n == 0;
}

void idna_add_domain(struct text *out, const char *s, size_t n)
{
	const char *end = s + n;

	if (is_ascii(s, n) || !utf8_valid(s, n)) {
		text_addn(out, s, n);
		return;
	}
	while (s < end) {
		size_t k = 0;

		while (s + k < end && s[k] != '.' && s[k] != ':')
			k++;
		add_label(out, s, s + k);
		if (s + k < end)
			text_addc(out, s[k++]);
		s += k;
	}
}

void idna_add_address(struct text *out, const char *address)
{
	const char *at = strrchr(address, '@');

	text_addn(out, address, at ? (size_t)(at + 1 - address) : strlen(address));
	if (at)
		idna_add_domain(out, at + 1, strlen(at + 1));
}
