/* A clause is read in two steps: rules, tried at each token, find items; what they mean together is settled by join.
 * Which rules may begin at a token is looked up by its role, so that most tokens try none. */
#include "notice/clause.h"
#include "notice/amount.h"
#include "notice/join.h"
#include "notice/limit.h"
#include "notice/period.h"
#include "notice/repeat.h"
#include "notice/when.h"

struct span reader_words(const struct reader *r, size_t from, size_t to)
{
	uint32_t start = reader_token(r, from)->from;
	uint32_t end = to > from ? reader_token(r, to - 1)->to : start;

	return span_trim((struct span){
	    .s = r->text + start, .n = end > start ? end - start : 0, .line = r->context->line});
}

struct item *reader_add(struct reader *r, enum item_kind kind, size_t from, size_t to)
{
	struct item *it = list_push(r->arena, &r->items);

	*it = (struct item){.kind = kind,
	    .from = from,
	    .to = to,
	    .rule = "",
	    .due = DAY_NONE,
	    .start = DAY_NONE,
	    .alternative = DAY_NONE};
	return it;
}

void reader_say(struct reader *r, const char *severity, const char *format, ...)
{
	struct diagnostic *d = list_push(r->arena, &r->out->diagnostics);
	char message[512];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	*d = (struct diagnostic){.line = r->context->line,
	    .severity = severity,
	    .message = arena_dup(r->arena, message)};
}

static size_t read_mark(struct reader *r, size_t i)
{
	enum role role = reader_role(r, i);
	bool sentence = role == ROLE_SEMICOLON || role == ROLE_STOP;

	if (role == ROLE_DOT) { /* ends an English sentence only before a blank */
		if (!(reader_token(r, i + 1)->flags & TOKEN_SPACED))
			return 0;
		sentence = true;
	}
	reader_add(r, sentence ? ITEM_STOP : ITEM_COMMA, i, i + 1);
	return 1;
}

/* 全年 and "throughout 2025" end with their year. */
static size_t read_ongoing(struct reader *r, size_t i)
{
	enum { TO_YEAR_END = 1, NOUN = 2 }; /* 长期 also qualifies nouns: 长期规划 */
	struct period p = {.grain = GRAIN_YEAR, .first = DAY_NONE};
	int kind = reader_token(r, i)->number;
	struct item *it;

	if (r->context->place == PLACE_TASK || (kind == NOUN && reader_role(r, i + 1) < ROLE_COMMA))
		return 0;
	it = reader_add(r, ITEM_ONGOING, i, i + 1);
	it->rule = "goes on";
	if (kind == TO_YEAR_END && period_settle(r, &p))
		it->due = p.last;
	return 1;
}

static size_t read_throughout(struct reader *r, size_t i)
{
	struct period p;
	size_t n = period_read(r, i + 1, NULL, &p);
	struct item *it;

	if (!n || !period_settle(r, &p))
		return 0;
	it = reader_add(r, ITEM_ONGOING, i, i + 1 + n);
	it->rule = "goes on until its end";
	it->due = p.last;
	it->start = p.first;
	return 1 + n;
}

static size_t read_untimed(struct reader *r, size_t i)
{
	struct span words = reader_words(r, i, i + 1);

	reader_add(r, ITEM_UNTIMED, i, i + 1)->rule = "no day is set";
	reader_say(r, "note", "“%.*s” sets no day.", (int)words.n, words.s);
	return 1;
}

static size_t read_respectively(struct reader *r, size_t i)
{
	reader_add(r, ITEM_RESPECTIVELY, i, i + 1);
	return 1;
}

static size_t read_past(struct reader *r, size_t i)
{
	reader_add(r, ITEM_PAST, i, i + 1);
	return 1;
}

static size_t read_from_now(struct reader *r, size_t i)
{
	struct item *it = reader_add(r, ITEM_START, i, i + 1);

	it->start = r->context->issued;
	it->rule = "from the day of issue on";
	return 1;
}

/* 调整为: the date before it is void. */
static size_t read_moved(struct reader *r, size_t i)
{
	(void)i;
	for (size_t k = r->items.n; k-- > 0;)
		if (r->items.at[k].kind == ITEM_DATE || r->items.at[k].kind == ITEM_START) {
			r->items.at[k].kind = ITEM_BASELINE;
			break;
		}
	return 0;
}

static size_t skip(struct reader *r, size_t i)
{
	(void)r;
	(void)i;
	return 1;
}

/* Only where a rhythm is named at all may a date belong to one. */
static size_t repeat_dated(struct reader *r, size_t i)
{
	return r->has_every ? repeat_read(r, i) : 0;
}

typedef size_t rule(struct reader *r, size_t i);
enum { RULES_PER_ROLE = 4 };

/* The rules that may begin with each role, in the order in which they are tried. */
static rule *const rules[ROLE_END + 1][RULES_PER_ROLE] = {
    [ROLE_NUMBER] = {repeat_read, limit_read, when_read, amount_read},
    [ROLE_number_word] = {limit_read, amount_read},
    [ROLE_half_span] = {repeat_read, limit_read},
    [ROLE_every] = {repeat_read},
    [ROLE_cycle] = {repeat_read},
    [ROLE_next_month] = {repeat_read},
    [ROLE_first] = {repeat_dated},
    [ROLE_last] = {repeat_dated},
    [ROLE_edge] = {repeat_dated, when_read},
    [ROLE_month_name] = {repeat_dated, when_read},
    [ROLE_quarter_name] = {when_read},
    [ROLE_ordinal_mark] = {when_read},
    [ROLE_half] = {when_read},
    [ROLE_season] = {when_read},
    [ROLE_fiscal] = {when_read},
    [ROLE_fiscal_of] = {when_read},
    [ROLE_roc] = {when_read},
    [ROLE_OPEN] = {when_read},
    [ROLE_year_edge] = {when_read},
    [ROLE_month_edge] = {when_read},
    [ROLE_month_tenday] = {when_read},
    [ROLE_year_of] = {when_read},
    [ROLE_next_year] = {when_read},
    [ROLE_month_of] = {when_read},
    [ROLE_quarter_of] = {when_read},
    [ROLE_quarter_edge] = {when_read},
    [ROLE_next] = {when_read},
    [ROLE_week_of] = {when_read},
    [ROLE_day_of] = {when_read},
    [ROLE_weekday] = {repeat_dated, when_read},
    [ROLE_plan] = {when_read},
    [ROLE_festival] = {when_read},
    [ROLE_le] = {limit_read, amount_read},
    [ROLE_by] = {limit_read},
    [ROLE_before] = {limit_read, amount_read},
    [ROLE_strictly_before] = {limit_read},
    [ROLE_ahead] = {limit_read},
    [ROLE_immediate] = {limit_read},
    [ROLE_next_day] = {limit_read},
    [ROLE_next_workday] = {limit_read},
    [ROLE_event] = {limit_read},
    [ROLE_ge] = {amount_read},
    [ROLE_gt] = {amount_read},
    [ROLE_lt] = {amount_read},
    [ROLE_eq] = {amount_read},
    [ROLE_about] = {amount_read},
    [ROLE_reach] = {amount_read},
    [ROLE_hold] = {amount_read},
    [ROLE_from] = {amount_read},
    [ROLE_rank] = {amount_read},
    [ROLE_per_part] = {amount_read},
    [ROLE_fraction] = {amount_read},
    [ROLE_majority] = {amount_read},
    [ROLE_whole] = {amount_read},
    [ROLE_coverage] = {amount_read},
    [ROLE_zero] = {amount_read},
    [ROLE_zero_state] = {amount_read},
    [ROLE_halve] = {amount_read},
    [ROLE_double] = {amount_read},
    [ROLE_money] = {amount_read},
    [ROLE_ongoing] = {read_ongoing},
    [ROLE_over] = {read_throughout},
    [ROLE_untimed] = {read_untimed},
    [ROLE_slogan] = {skip},
    [ROLE_respectively] = {read_respectively},
    [ROLE_past] = {read_past},
    [ROLE_from_now] = {read_from_now},
    [ROLE_moved_to] = {read_moved},
    [ROLE_COMMA] = {read_mark},
    [ROLE_SEMICOLON] = {read_mark},
    [ROLE_STOP] = {read_mark},
    [ROLE_DOT] = {read_mark},
    [ROLE_BREAK] = {read_mark},
};

static size_t read_item(struct reader *r, size_t i)
{
	rule *const *tried = rules[reader_role(r, i)];
	size_t n = 0;

	for (size_t k = 0; k < RULES_PER_ROLE && tried[k] && !n; k++)
		n = tried[k](r, i);
	return n ? n : 1;
}

static void note_damage(struct reader *r, size_t i)
{
	struct span words = reader_words(r, i, i + 1);

	reader_say(r, "warning",
	    "“%.*s” has a letter among its digits: it is not read as a number.", (int)words.n,
	    words.s);
}

/* What the clause is made of, as far as rules want to know it beforehand. */
static void survey(struct reader *r)
{
	r->english = true;
	for (size_t i = 0; i < r->tokens.n; i++) {
		const struct token *t = &r->tokens.at[i];

		r->has_every |= t->role == ROLE_every || t->role == ROLE_cycle;
		if (t->flags & TOKEN_DAMAGED)
			note_damage(r, i);
		if (t->to > t->from && (unsigned char)r->text[t->from] >= 0xe3)
			r->english = false;
	}
}

void clause_read(
    const struct clause_context *c, const char *text, struct arena *a, struct clause *out)
{
	struct reader r = {.context = c, .arena = a, .text = text, .out = out};

	token_split(c->lexicon, text, a, &r.tokens);
	survey(&r);
	for (size_t i = 0; i < r.tokens.n && r.items.n < ITEMS_MAX;)
		i += read_item(&r, i);
	if (r.items.n >= ITEMS_MAX)
		reader_say(&r, "warning",
		    "This cell is too long: what stands behind its first %d dates and numbers is "
		    "not read.",
		    ITEMS_MAX);
	join_items(&r);
}
