/* Targets are told by their metrics, and reports name the metric: when a notice spells it differently, or a better reader
 * cuts it elsewhere, what was reported must not be lost. */
#include "plan/match_target.h"
#include "base/script.h"

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

static bool same_name(const struct target *a, const struct target *b)
{
	return script_equal(or_empty(a->metric), or_empty(b->metric));
}

static bool same_unit(const struct target *a, const struct target *b)
{
	return script_equal(or_empty(a->unit), or_empty(b->unit));
}

static bool is_named(const struct milestone *m, const struct target *t)
{
	list_each (const struct target *, one, m->targets)
		if (same_name(one, t))
			return true;
	return false;
}

/* The only old target that is gone and fits; NULL: none or several. */
static const struct target *only_one(
    const struct milestone *old, const struct milestone *fresh, const struct target *t, bool bound)
{
	const struct target *found = NULL;

	list_each (const struct target *, one, old->targets) {
		if (is_named(fresh, one) || !same_unit(one, t) ||
		    (bound && (one->op != t->op || one->value != t->value)))
			continue;
		if (found)
			return NULL;
		found = one;
	}
	return found;
}

/* Is it the only new name that an old target could have got? */
static bool is_alone(
    const struct milestone *old, const struct milestone *fresh, const struct target *t, bool bound)
{
	list_each (const struct target *, one, fresh->targets)
		if (one != t && !is_named(old, one) && same_unit(one, t) &&
		    (!bound || (one->op == t->op && one->value == t->value)))
			return false;
	return true;
}

const struct target *match_target_renamed(
    const struct milestone *old, const struct milestone *fresh, size_t i)
{
	const struct target *t = &fresh->targets.at[i], *found;

	if (is_named(old, t))
		return NULL;
	found = only_one(old, fresh, t, true);
	if (found && is_alone(old, fresh, t, true))
		return found;
	found = only_one(old, fresh, t, false);
	return found && is_alone(old, fresh, t, false) ? found : NULL;
}
