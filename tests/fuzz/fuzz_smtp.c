/* The SMTP dialogue against a server that says anything: the first byte is how many bytes arrive at once. No letter
 * may count as sent unless the last reply to it opens with 2, and none may stay busy once the connection is lost. */
#include "fuzz.h"
#include "send/smtp.h"

static const struct smtp_envelope letter = {
    "from@a.example", "t\xc3\xb6@b.example", ".dot\r\nend\r\n", 12};

static void drain(struct smtp *s)
{
	size_t n;

	while (smtp_output(s, &n) && n)
		smtp_wrote(s, n > 7 ? n / 2 : n);
}

static void check(const struct smtp *s)
{
	if (s->state != SMTP_BUSY && s->letters && s->verdict.kind == VERDICT_SENT)
		must(s->receipt[0] == '2');
	must(smtp_patience_s(s) > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct smtp s = {0};
	const char *in = (const char *)data;
	size_t piece = n ? 1 + data[0] % 64 : 1;

	smtp_hello(&s, "250-SMTPUTF8", 12);
	while (n) {
		size_t now = n < piece ? n : piece;

		if (s.state == SMTP_IDLE) {
			smtp_hello(&s, in, now);
			smtp_begin(&s, &letter);
		}
		drain(&s);
		smtp_input(&s, in, now);
		check(&s);
		in += now;
		n -= now;
		if (s.state == SMTP_CLOSED)
			smtp_clear(&s);
	}
	smtp_lost(&s, "gone");
	must(s.state == SMTP_CLOSED);
	check(&s);
	smtp_release(&s);
	return 0;
}
