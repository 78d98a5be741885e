/* Keys of tasks. A number may come twice in a notice (each section counts anew) and may hold what would not survive
 * in an address, so a key is the number cleaned, with a counter behind it where it is taken. */
#include "plan/keys.h"
#include "base/utf8.h"
#include <string.h>

enum { KEY_BYTES = 31, BASE_BYTES = 20 }; /* of an address's task; without its counter */

static bool is_safe(unsigned char c)
{
	return c > ' ' && c != 0x7f && !strchr(".:@", c);
}

bool keys_valid(const char *key)
{
	size_t n = strlen(key);

	for (const char *s = key; *s; s++)
		if (!is_safe((unsigned char)*s))
			return false;
	return n > 0 && n <= KEY_BYTES;
}

void keys_reserve(struct keys *k, const char *key)
{
	*lookup_slot(&k->used, key) = 1;
}

/* "3.1 " → "3-1", "(一)" stays. */
static char *base_of(struct arena *a, const char *no, size_t row)
{
	char *base = arena_dupn(a, no, utf8_cut(no, strnlen(no, BASE_BYTES)));
	size_t n = 0;

	for (char *s = base; *s; s++) {
		if (is_safe((unsigned char)*s))
			base[n++] = *s;
		else if (n && base[n - 1] != '-')
			base[n++] = '-';
	}
	while (n && base[n - 1] == '-')
		n--;
	base[n] = 0;
	return n ? base : arena_printf(a, "r%zu", row);
}

const char *keys_give(struct keys *k, const char *no, size_t row)
{
	struct arena *a = k->used.arena;
	const char *base = base_of(a, no ? no : "", row), *key = base;
	int *count = lookup_slot(&k->counts, base);

	if (!*count)
		*count = 1;
	while (lookup_get(&k->used, key))
		key = arena_printf(a, "%s-%d", base, ++*count);
	keys_reserve(k, key);
	return key;
}
