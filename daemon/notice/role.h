#ifndef NOTICE_ROLE_H
#define NOTICE_ROLE_H

/*
 * What a word, a number or a mark can be to the grammar. The names are those of conf/lexicon; beside each stands
 * what it means, and what a NUMBER behind it there says.
 */
// clang-format off
#define NOTICE_ROLES(X) \
	/* periods */ \
	X(year) \
	X(school_year) \
	X(fiscal)		/* a financial year: the month in which it ends */ \
	X(fiscal_of)		/* financial years from the one of the day of issue: 本财政年度 0 */ \
	X(month) \
	X(day) \
	X(quarter) \
	X(quarter_name)		/* 1–4 */ \
	X(half)			/* 1, 2 */ \
	X(season)		/* the month in which it ends */ \
	X(tenday)		/* 1–3: 上旬 中旬 下旬 */ \
	X(month_tenday)		/* the same with 月 in front */ \
	X(edge)			/* 1 start, 2 middle, 3 end of the period beside it */ \
	X(year_edge)		/* the same with 年 in front */ \
	X(month_edge) \
	X(quarter_edge) \
	X(year_of)		/* years from the year of issue: 今年 0, 明年 1 */ \
	X(next_year)		/* 次年: from the year just named */ \
	X(month_of)		/* months from the month of issue */ \
	X(next_month)		/* 次月 */ \
	X(next)			/* next, before a weekday */ \
	X(quarter_of) \
	X(week_of) \
	X(day_of)		/* days from the day of issue */ \
	X(weekday)		/* 1 Monday … 7 */ \
	X(month_name)		/* 1–12 */ \
	X(plan)			/* a five-year plan: its last year */ \
	X(festival)		/* enum festival */ \
	X(roc)			/* 民国 */ \
	X(ordinal_mark)		/* 第 */ \
	X(ordinal_end)		/* st, nd, rd, th */ \
	X(hour)			/* 时, 点 */ \
	X(minute) \
	X(day_part)		/* 下午, 下班, COB */ \
	/* bounds */ \
	X(before)		/* 前 */ \
	X(before_or_on)		/* 或之前: the period counts */ \
	X(strictly_before)	/* before, prior to */ \
	X(within)		/* 内 */ \
	X(until)		/* 止 */ \
	X(since)		/* 起 */ \
	X(from)			/* 自, 从 */ \
	X(after) \
	X(around)		/* 前后 */ \
	X(not_before)		/* 不早于 */ \
	X(by)			/* 到, by: up to the end of what follows */ \
	X(in)			/* 于, in */ \
	X(over)			/* throughout */ \
	X(baseline)		/* 较, 比: what follows is compared with */ \
	X(baseline_after)	/* 水平, levels: what stands before is */ \
	X(moved_to)		/* 调整为 */ \
	X(past)			/* 已: a report, no task */ \
	X(effective)		/* 施行 */ \
	X(permit)		/* 免缴 */ \
	X(range)		/* 至, to */ \
	X(between) \
	X(and) \
	/* recurrence: NUMBER = 100 × unit + interval; unit 1 day, 2 week, 3 month, 4 year */ \
	X(cycle) \
	X(cycle_noun)		/* the same, where it needs 按 or 每 before it or a bound behind it */ \
	X(every) \
	X(other)		/* every other */ \
	X(last) \
	X(first) \
	X(times)		/* 次 as a rhythm: twice, three times */ \
	/* durations */ \
	X(span)			/* 1 minute, 2 hour, 3 day, 4 working day, 5 week, 6 month, 7 year */ \
	X(quarter_month)	/* 1–3: 首月 */ \
	X(week_once)		/* 周一次, which would be read as 周一 */ \
	X(half_more)		/* 半 behind a unit: 一年半 */ \
	X(half_span)		/* the same for 半年, 半个月: what it is in days or months */ \
	X(immediate)		/* 0: the same day, 1: the same hour */ \
	X(ahead)		/* 提前 */ \
	X(next_workday) \
	X(next_day) \
	X(from_now)		/* 即日起 */ \
	X(average)		/* 平均: a bound on it is a target, no limit */ \
	X(event)		/* 汛期, 开学: a time that no table gives; 1: the end of the period before it */ \
	X(coming)		/* 未来: the length behind runs from now */ \
	X(since_event)		/* 之日起 */ \
	X(this_document)	/* 印发, the date of this order */ \
	X(sla_verb)		/* 答复: an event starts the clock */ \
	X(limit_noun)		/* 期限 */ \
	X(within_limit)		/* within */ \
	/* neither day nor rhythm */ \
	X(ongoing)		/* 1: only where nothing follows */ \
	X(untimed) \
	X(slogan) \
	X(of)			/* 的 */ \
	/* amounts */ \
	X(ge) \
	X(le) \
	X(gt) \
	X(lt) \
	X(eq) \
	X(about) \
	X(reach)		/* a level: 1 reached from below (>=), 2 from above (<=) */ \
	X(hold)			/* 控制在: what stands behind decides, else <= */ \
	X(or_more) \
	X(or_less) \
	X(approximately) \
	X(and_odd) \
	X(percent)		/* 1 %, 2 ‰ */ \
	X(per_part)		/* 百分之, 千分之 */ \
	X(parts)		/* 分之 */ \
	X(tenth)		/* 成 */ \
	X(points)		/* 个百分点 */ \
	X(scale) \
	X(unit) \
	X(unit_after)		/* a unit of measure only behind digits or a comparison */ \
	X(money)		/* a sign in front */ \
	X(rank) \
	X(fold) \
	X(fraction)		/* hundredths of a per cent */ \
	X(majority)		/* 过半: more than half */ \
	X(whole) \
	X(coverage) \
	X(zero_state) \
	X(zero) \
	X(zero_noun) \
	X(halve) \
	X(double)		/* growth in per cent */ \
	X(change) \
	X(respectively) \
	X(filler) \
	X(verb) \
	X(number_word)		/* five */ \
	X(name_before)		/* a number behind it is a name: 第, ISO */ \
	X(name_after)		/* a number before it is a name: 方面, 号 */ \
	X(plain)		/* a word that hides the words inside it */
// clang-format on

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
