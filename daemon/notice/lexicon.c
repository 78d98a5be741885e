/* The words, kept twice: the lists of the readers of documents as they stand in the files, and the
 * roles of the grammar in one trie over folded characters. The trick is a table of the trie's first
 * characters and of every character's folded form, so that most of a text is passed with two
 * look-ups a character. */
#include <stdlib.h>
#include <string.h>
#include "base/list.h"
#include "base/script.h"
#include "base/utf8.h"
#include "notice/lexicon_table.h"

struct lexicon *lexicon_new(void)
{
	struct lexicon *l = calloc(1, sizeof *l);
	scope(text) all = {0};
	const char *s, *end;

	if (!l)
		abort();
	for (uint32_t c = 1; c < LEXICON_PLANE; c++)
		utf8_add(&all, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
	scope(text) folded = {0};
	script_add_folded(&folded, text_get(&all));
	s = text_get(&folded);
	end = s + folded.len;
	for (uint32_t c = 1; c < LEXICON_PLANE && s < end; c++)
		l->folded[c] = utf8_next(&s, end);
	*list_push(&l->arena, &l->nodes) = (struct lexicon_node){0};
	return l;
}

void lexicon_free(struct lexicon *l)
{
	if (!l)
		return;
	arena_release(&l->arena);
	free(l);
}

uint32_t lexicon_fold(const struct lexicon *l, uint32_t c)
{
	return c < LEXICON_PLANE ? l->folded[c] : c;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || c == 0x3000;
}

static bool is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 0xc0 && c < 0x250);
}

static bool is_wide(uint32_t c)
{
	return c >= 0x2e80;
}

/* The child of a node for a character; 0: none. The first characters have a table. */
static uint32_t child_of(const struct lexicon *l, uint32_t node, uint32_t c)
{
	uint32_t at;

	if (!node)
		return c < LEXICON_PLANE ? l->root[c] : 0;
	for (at = l->nodes.at[node].child; at && l->nodes.at[at].c != c; at = l->nodes.at[at].next)
		;
	return at;
}

static uint32_t add_child(struct lexicon *l, uint32_t node, uint32_t c)
{
	uint32_t at = child_of(l, node, c);

	if (at || (!node && c >= LEXICON_PLANE))
		return at;
	at = (uint32_t)l->nodes.n;
	*list_push(&l->arena, &l->nodes) = (struct lexicon_node){.c = c};
	if (!node) {
		l->root[c] = at;
		return at;
	}
	l->nodes.at[at].next = l->nodes.at[node].child;
	l->nodes.at[node].child = at;
	return at;
}

bool lexicon_add_word(struct lexicon *l, const char *folded, struct word word, bool replace)
{
	const char *end = folded + strlen(folded);
	uint32_t node = 0;

	while (folded < end)
		node = add_child(l, node, utf8_next(&folded, end));
	if (node && l->nodes.at[node].word.role && !replace)
		return false;
	if (node)
		l->nodes.at[node].word = word;
	return true;
}

/* One step of a match at s[*i]. A blank between wide characters is a stray one and passed over. */
static uint32_t step(const struct lexicon *l, uint32_t node, const uint32_t *s, size_t n, size_t *i)
{
	size_t behind = *i;
	uint32_t next;

	if (!is_blank(s[*i]))
		return child_of(l, node, s[(*i)++]);
	if (!node)
		return 0;
	while (behind < n && is_blank(s[behind]))
		behind++;
	next = child_of(l, node, ' ');
	*i = behind;
	if (next || !is_wide(l->nodes.at[node].c) || behind == n || !is_wide(s[behind]))
		return next;
	return child_of(l, node, s[(*i)++]);
}

/* Does a word that ends before s[i] end where the letters do? */
static bool ends_well(const uint32_t *s, size_t n, size_t i)
{
	return i >= n || !is_letter(s[i - 1]) || !is_letter(s[i]);
}

size_t lexicon_match(const struct lexicon *l, const uint32_t *s, size_t n, struct word *out)
{
	uint32_t node = 0;
	size_t found = 0;

	for (size_t i = 0; i < n;) {
		node = step(l, node, s, n, &i);
		if (!node)
			break;
		if (!l->nodes.at[node].word.role || !ends_well(s, n, i))
			continue;
		*out = l->nodes.at[node].word;
		found = i;
	}
	return found;
}

struct lexicon_list *lexicon_list_of(const struct lexicon *l, const char *name)
{
	list_each (struct lexicon_list *, list, l->lists)
		if (!strcmp(list->name, name))
			return list;
	return NULL;
}

const struct names *lexicon_words(const struct lexicon *l, const char *list)
{
	const struct lexicon_list *found = lexicon_list_of(l, list);

	return found ? &found->words : NULL;
}

/* The list's name behind "group."; NULL when it belongs to another group. */
static const char *name_in_group(const struct lexicon_list *list, const char *group)
{
	size_t n = strlen(group);

	return !strncmp(list->name, group, n) && list->name[n] == '.' ? list->name + n + 1 : NULL;
}

/* The longest word of the group for which `fits` holds decides. */
static const char *category(const struct lexicon *l, const char *group, const char *text,
    bool (*fits)(const char *whole, const char *word))
{
	const char *best = NULL;
	size_t longest = 0;

	list_each (const struct lexicon_list *, list, l->lists) {
		const char *name = name_in_group(list, group);

		for (size_t i = 0; name && i < list->words.n; i++) {
			size_t n = strlen(list->words.at[i]);

			if (n <= longest || !fits(text, list->words.at[i]))
				continue;
			longest = n;
			best = name;
		}
	}
	return best;
}

const char *lexicon_category(const struct lexicon *l, const char *group, const char *text)
{
	return category(l, group, text, script_equal);
}

const char *lexicon_category_in(const struct lexicon *l, const char *group, const char *text)
{
	return category(l, group, text, script_holds);
}
