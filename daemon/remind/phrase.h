#ifndef REMIND_PHRASE_H
#define REMIND_PHRASE_H
#include "plan/occurrence.h"
#include "remind/template.h"

/* Who speaks: a language's words and the office's calendar at a moment. All borrowed. Every function appends. */
struct phrase {
	const struct templates *templates;
	const char *language; /* zh_CN, zh_TW, en */
	const struct calendar *calendar;
	moment now;
};

/* A word with its places filled: pairs of a name and its text, ended by NULL; {name} in the word is the place.
 *	phrase_add(p, out, "title", "title", n->title, NULL); */
#define phrase_add(p, out, key, ...)                                                               \
	phrase_add_pairs(p, out, key, (const char *const[]){__VA_ARGS__})
void phrase_add_pairs(
    const struct phrase *p, struct text *out, const char *key, const char *const *pairs);
/* So many of something, {n} in the word; the word KEY.one, where there is one, for one. */
void phrase_add_count(const struct phrase *p, struct text *out, const char *key, int64_t n);
/* A day in one of the words' forms, which may use {y} {month} {d} {weekday}: "day" (with weekday), "day.plain"
 * (for the head of a mail), "day.bare" (without weekday), "day.short" (without year; "day.other_year" is taken
 * where the year is not this one). */
void phrase_add_day(const struct phrase *p, struct text *out, const char *form, day d);
/* The due day with its weekday, and when it is no working day with the last one before it; a clock's due moment. */
void phrase_add_due(const struct phrase *p, struct text *out, const struct occurrence *o);
/* "还有 7 天（5 个工作日）", "今天到期", "逾期 542 天", "还有 3 小时 20 分钟". */
void phrase_add_left(const struct phrase *p, struct text *out, const struct occurrence *o);
/* 20 cells; a started cell is empty: 199 of 200 is no full bar. */
void phrase_add_bar(const struct phrase *p, struct text *out, int percent);
/* "163 个", "75%". */
void phrase_add_amount(struct text *out, double value, const char *unit);
/* A length of time in words: "3 个工作日", "24 小时". */
void phrase_add_length(const struct phrase *p, struct text *out, struct duration d);
/* Names put together with the language's own mark: "市财政局、市教育局". */
void phrase_add_names(const struct phrase *p, struct text *out, const struct names *names);
#endif
