#ifndef REMIND_BULLETIN_WORDS_H
#define REMIND_BULLETIN_WORDS_H
#include "remind/bulletin.h"
#include "remind/phrase.h"

/*
 * A bulletin for the templates bulletin.txt (its first line is the subject), bulletin.html and bulletin.chat; all texts
 * in words already, absent is absent or "".
 *
 * the bulletin  counts ("逾期 3 项（+1） · …"), as_of, since, facts ("本期办结 3 项 · …"), tasks, sender, head (of the
 *               columns of units, for the plain part), lights, units, more_units, silent ("市数据局、…"), sections,
 *               worst (rows: at most five)
 * a light       name, n, change ("+1"; "" for none), tone, colour, tint, percent and rest (of 100), line (plain part)
 * a unit        name, open, overdue, soon, behind, done, unsigned (may be 0), silent (true), red, yellow, green and rest
 *               (of 100, the parts of its bar), line
 * a section     heading, tone, colour, tint, rows, more ("另有 3 项")
 * a row         no, text, units, state ("逾期 12 天"), due, note, address, tone, colour, tint, headline (number and text
 *               for the plain part)
 * A tone is one of the flags overdue | soon | calm | faded.
 */
json_t *bulletin_words(const struct bulletin *b, const struct phrase *p, const char *sender);
/*
 * The same for programs, without words: {"since", "at", "until", "tasks", "lights": {"grey" … "red"}, "change": {…},
 * "open", "done", "units": [{"name", "open", "overdue", "soon", "behind", "done", "unsigned", "silent"}],
 * "overdue" | "passed" | "coming" | "moved": {"total", "items": [{"address", "no", "text", "units", "due", "end",
 * "light", "standing", "from", "to", "reason"}]}}; `end` of a clock in hours alone.
 */
json_t *bulletin_json(const struct bulletin *b, const struct calendar *c);
/* Has it open targets, and nothing was reported in the period? */
bool bulletin_is_silent(const struct bulletin_unit *u);

/* How something is shown: the flag, and HTML colours. Sets all three. */
enum bulletin_tone { TONE_OVERDUE, TONE_SOON, TONE_CALM, TONE_FADED };
void bulletin_set_tone(json_t *object, enum bulletin_tone t);
/* The lists as sections; the first rows of the overdue ones, without more. */
json_t *bulletin_sections(const struct bulletin *b, const struct phrase *p);
json_t *bulletin_worst(const struct bulletin *b, const struct phrase *p);
#endif
