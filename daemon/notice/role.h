#ifndef NOTICE_ROLE_H
#define NOTICE_ROLE_H

/*
 * What a word, a number or a mark can be to the grammar. The lower-case names are those of
 * conf/lexicon; where a NUMBER stands behind a name there, it is described here.
 */
#define NOTICE_ROLES(X)                                                                            \
	/* periods: NUMBER as said */                                                              \
	X(year)                                                                                    \
	X(school_year) X(fiscal) /* a financial year: the month in which it ends */                \
	    X(month) X(day) X(quarter) X(quarter_name) /* 1–4 */                                 \
	    X(half)				       /* 1, 2 */                                  \
	    X(season)	    /* spring, summer …: the month in which it ends */                   \
	    X(tenday)	    /* 1–3: 上旬 中旬 下旬 */                                      \
	    X(month_tenday) /* the same with 月 in front */                                       \
	    X(edge)	    /* 1 start, 2 middle, 3 end of what stands beside it */                \
	    X(year_edge) X(month_edge) X(quarter_edge)                                             \
		X(year_of) /* years from the year of issue: 今年 0, 明年 1 */                  \
	    X(next_year)   /* 次年: from the year just named */                                  \
	    X(month_of) X(next_month) X(quarter_of) X(week_of) X(day_of)                           \
		X(weekday)				  /* 1 Monday … 7 */                     \
	    X(month_name)				  /* 1–12 */                             \
	    X(plan)					  /* a five-year plan: its last year */    \
	    X(festival)					  /* enum festival */                      \
	    X(roc)					  /* 民国 */                             \
	    X(ordinal_mark) X(hour) X(minute) X(day_part) /* bounds */                             \
	    X(before) X(before_or_on) X(strictly_before) X(within) X(until) X(since) X(from)       \
		X(after) X(around) X(not_before) X(by) X(in) X(baseline) X(baseline_after)         \
		    X(moved_to) X(past) X(effective) X(range) X(between)                           \
			X(and) /* recurrence: NUMBER = 100 × unit + interval, unit 1 day, 2 week, \
				  3 month, 4 year */                                               \
	    X(cycle) X(every) X(each) X(other) X(last) X(first) X(workday)                         \
		X(times) /* durations: NUMBER of span = 1 minute, 2 hour, 3 day, 4 working day, 5  \
			    week, 6 month, 7 year */                                               \
	    X(span) X(half_number) X(number_word) X(immediate) X(ahead) X(next_workday)            \
		X(season_event) X(since_event) X(this_document) X(lapse) X(sla_verb)               \
		    X(within_limit) X(limit_noun) /* neither day nor rhythm */                     \
	    X(ongoing) X(untimed) X(slogan)	  /* amounts */                                    \
	    X(ge) X(le) X(gt) X(lt) X(eq) X(about)                                                 \
		X(reach) /* a word that sets a level: 1 up or plain (>=), 2 down (<=) */           \
	    X(or_more) X(or_less) X(approximately) X(and_odd) X(percent) X(per_part) X(parts)      \
		X(tenth) X(scale) X(unit) X(money) X(rank) X(fold_times)                           \
		    X(fraction) /* its value × 10000 in per cent */                               \
	    X(whole) X(coverage) X(zero_state) X(zero) X(zero_noun) X(halve)                       \
		X(double) /* growth in per cent */                                                 \
	    X(change) X(respectively) X(share_end) X(filler) X(verb) X(name_before) X(name_after)  \
		X(plain)

enum role {
	ROLE_NONE,
#define X(name) ROLE_##name,
	NOTICE_ROLES(X)
#undef X
	/* not from the lexicon */
	ROLE_TEXT,   /* words unknown to the grammar, and whatever stands in quotes */
	ROLE_NUMBER, /* in digits of either writing */
	ROLE_COMMA,
	ROLE_LIST_COMMA, /* 、 */
	ROLE_SEMICOLON,
	ROLE_STOP, /* 。 ! ? and the end of an English sentence */
	ROLE_COLON,
	ROLE_OPEN,
	ROLE_CLOSE,
	ROLE_DASH,
	ROLE_SLASH,
	ROLE_DOT,
	ROLE_PLUS,
	ROLE_BREAK, /* a line break */
	ROLE_END    /* behind the last token */
};
#endif
