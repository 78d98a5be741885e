#ifndef PLAN_TARGET_H
#define PLAN_TARGET_H
#include "base/error.h"
#include "base/text.h"
#include "plan/task.h"

/* Read a reported value in the target's unit: "163", "163个", "2,000", "75%" , "0.75" (for %: 75), "150/200"
 * (for %: 75; for a count: 150), full-width digits as well; 一百 is refused with a sentence that shows how to write it. */
bool target_parse_value(const struct target *t, const char *s, double *out, struct error *err);
/* Does the value meet the bound? */
bool target_holds(const struct target *t, double value);
/* A floor (>=, >, or = on anything but zero) is reached from below; else it is a ceiling, judged on the due day. */
bool target_is_floor(const struct target *t);
/* How full the bar is: 0–100, rounded down, so that 199 of 200 is 99; 100 only where it holds. A ceiling that is
 * passed is as full as the bound is of the value. */
int target_percent(const struct target *t, double value);
/* The target that `words` names: a distinctive part of its metric (and unit: "产值%"), in either script; with a
 * single target words may be "". Both bounds of a range go by one name: the first stands for them. NULL with the candidates named in err when none or several match. */
const struct target *target_match(const struct milestone *m, const char *words, struct error *err);
/* Does it go by these words: its whole metric (exact), or a part of metric and unit? */
bool target_goes_by(const struct target *t, const char *words, bool exact);
/* The same metric in the same unit of measure? */
bool target_same_measure(const struct target *a, const struct target *b);
/* "≥ 200 个 政府数据集" without the metric: "≥ 200 个"; "≈" for an approximate one; a condition stands behind in
 * brackets: "≥ 85% (到现场办理次数 ≤ 1 次)". */
void target_add_bound(const struct target *t, struct text *out);
/* A number as people write it: 200, 2.36, at most four decimals, no trailing zeros. */
void target_add_number(double value, struct text *out);
#endif
