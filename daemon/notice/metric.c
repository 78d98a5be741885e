/* Whose amount it is. In Chinese the words before the amount name it (覆盖率达95%), in a list of things made the words
 * behind do (200个以上政府数据集): words that only act (实现, 开放) name nothing. */
#include "notice/metric.h"
#include "base/text.h"

enum { METRIC_BYTES = 160, METRICS_MAX = 8 };

/* Words and marks that name nothing in front of a metric, or behind it. */
enum { LEADS = 1, TRAILS = 2, ACTS = 4 };

static const uint8_t empty_words[ROLE_END + 1] = {
    [ROLE_verb] = LEADS | TRAILS | ACTS,
    [ROLE_event] = LEADS | ACTS,
    [ROLE_filler] = LEADS | TRAILS,
    [ROLE_respectively] = LEADS | TRAILS,
    [ROLE_in] = LEADS | TRAILS,
    [ROLE_by] = LEADS | TRAILS,
    [ROLE_and] = LEADS | TRAILS,
    [ROLE_of] = LEADS | TRAILS,
    [ROLE_range] = LEADS | TRAILS,
    [ROLE_between] = LEADS,
    [ROLE_within_limit] = LEADS,
    [ROLE_before] = LEADS,
    [ROLE_untimed] = LEADS,
    [ROLE_ongoing] = LEADS,
    [ROLE_LIST_COMMA] = LEADS | TRAILS,
    [ROLE_COMMA] = LEADS | TRAILS,
    [ROLE_COLON] = LEADS | TRAILS,
    [ROLE_DASH] = LEADS | TRAILS,
    [ROLE_DOT] = LEADS | TRAILS,
    [ROLE_BREAK] = LEADS | TRAILS,
    [ROLE_PLUS] = LEADS,
    [ROLE_CLOSE] = LEADS,
    [ROLE_OPEN] = TRAILS,
};

/* 整改率, 培训量: a word that acts names something once such a character follows. */
static bool makes_noun(const struct reader *r, size_t i)
{
	static const char *const endings[] = {"率", "数", "量", "额", "度", "比", "數"};
	const struct token *t = reader_token(r, i);

	if (t->role != ROLE_TEXT && t->role != ROLE_unit)
		return false;
	for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
		if (!strncmp(r->text + t->from, endings[k], strlen(endings[k])))
			return true;
	return false;
}

/* Is the token empty at that end? `acting`: words that act (开放, 新增) are kept, where nothing else is left. */
static bool is_empty(const struct reader *r, size_t i, uint8_t end, bool acting)
{
	uint8_t flags = empty_words[reader_role(r, i)];

	if ((flags & ACTS) && (acting || (end == LEADS && makes_noun(r, i + 1))))
		return false;
	return flags & end;
}

/* Is the token inside a period that is only compared with? */
static bool in_baseline(const struct reader *r, size_t token)
{
	list_each (const struct item *, it, r->items)
		if (it->kind == ITEM_BASELINE && token >= it->from && token < it->to)
			return true;
	return false;
}

/* The words of [from, to) without what they are compared with (比法定时限…) and without fillers. */
static const char *compose(struct reader *r, size_t from, size_t to)
{
	scope(text) words = {0};
	bool skipping = false;

	words.cap = METRIC_BYTES;
	for (size_t i = from; i < to && !words.full; i++) {
		const struct token *t = reader_token(r, i);
		bool gap = (t->flags & TOKEN_SPACED) && words.len;

		if (t->role == ROLE_baseline)
			skipping = true;
		else if (t->role == ROLE_change)
			skipping = false;
		if (skipping || t->role == ROLE_baseline_after || in_baseline(r, i) ||
		    (t->role == ROLE_filler && !(t->flags & TOKEN_LATIN)))
			continue;
		if (gap)
			text_addc(&words, ' ');
		text_addn(&words, r->text + t->from, t->to - t->from);
	}
	return arena_dup(r->arena, text_get(&words));
}

static const char *trimmed(struct reader *r, size_t from, size_t to, bool acting)
{
	while (from < to && is_empty(r, from, LEADS, acting))
		from++;
	while (from < to && is_empty(r, to - 1, TRAILS, acting))
		to--;
	return compose(r, from, to);
}

static bool is_border(const struct item *it)
{
	return it->kind != ITEM_BASELINE && it->kind != ITEM_RESPECTIVELY;
}

/* Where the words before item `at` begin, and those behind it end. */
static size_t left_border(const struct reader *r, size_t at, size_t taken)
{
	while (at-- > 0)
		if (is_border(&r->items.at[at]))
			return r->items.at[at].to > taken ? r->items.at[at].to : taken;
	return taken;
}

static size_t right_border(const struct reader *r, size_t at)
{
	size_t i = r->items.at[at].to, end = r->tokens.n;

	for (size_t k = at + 1; k < r->items.n; k++)
		if (is_border(&r->items.at[k])) {
			end = r->items.at[k].from;
			break;
		}
	for (size_t k = i; k < end; k++) {
		enum role role = reader_role(r, k);

		if (role == ROLE_LIST_COMMA || role == ROLE_OPEN || role == ROLE_CLOSE ||
		    ((role == ROLE_range || role == ROLE_verb) && k > i))
			return k;
	}
	return end;
}

/* The end of the words in front of a joining mark, when they name a rate: 提交率和, 覆盖率、. */
static bool ends_with_rate(const struct reader *r, size_t token)
{
	static const char rate[] = "率";
	const struct token *t = reader_token(r, token);
	size_t n = sizeof rate - 1;

	return t->to - t->from >= n && !memcmp(r->text + t->to - n, rate, n);
}

static bool joins(const struct reader *r, size_t i, size_t to)
{
	enum role role = reader_role(r, i);

	return i && i + 1 < to && (role == ROLE_and || role == ROLE_LIST_COMMA) &&
	       ends_with_rate(r, i - 1);
}

/* Split the words of several rates that share one value. */
static void add_split(struct reader *r, size_t from, size_t to, struct names *out)
{
	size_t start = from;

	for (size_t i = from; i < to && out->n < METRICS_MAX; i++)
		if (joins(r, i, to)) {
			*list_push(r->arena, out) = trimmed(r, start, i, false);
			start = i + 1;
		}
	*list_push(r->arena, out) = trimmed(r, start, to, false);
}

static void add_suffix(struct reader *r, const struct amount *a, const char **metric)
{
	if (!a->suffix)
		return;
	if (**metric && a->op == OP_EQ && a->value == 0)
		return; /* 重大事故零发生: the accidents, not their happening */
	*metric = arena_printf(r->arena, "%s%s", *metric, a->suffix);
}

static bool opens_with_whole(const struct reader *r, const struct item *it)
{
	enum role role = reader_role(r, it->from);

	return role == ROLE_whole || role == ROLE_zero;
}

/* What stands before the amount, else behind it. *behind tells which it was. */
static const char *find_one(
    struct reader *r, const struct item *it, size_t left, size_t right, bool *behind)
{
	const char *words = trimmed(r, left, it->from, false);

	*behind = false;
	if (*words || it->amount.suffix)
		return words;
	*behind = true;
	words = trimmed(r, it->to, right, false);
	return *words ? words : trimmed(r, it->to, right, true);
}

const char *metric_of_verb(struct reader *r, size_t at)
{
	return trimmed(r, left_border(r, at, 0), r->items.at[at].from, true);
}

void metric_find(struct reader *r, size_t at, size_t *taken, struct names *out)
{
	const struct item *it = &r->items.at[at];
	size_t left = left_border(r, at, *taken), right = right_border(r, at);
	const char *named = it->amount.metric;
	bool behind = false;

	if (!named && opens_with_whole(r, it) && !it->amount.suffix)
		named = compose(r, it->to, right);
	if (!named || !*named)
		add_split(r, left, it->from, out);
	else
		*list_push(r->arena, out) = named;
	if (out->n == 1 && !*out->at[0])
		out->at[0] = find_one(r, it, left, right, &behind);
	for (size_t i = 0; i < out->n; i++)
		add_suffix(r, &it->amount, &out->at[i]);
	*taken = behind && *out->at[0] ? right : it->to;
}
