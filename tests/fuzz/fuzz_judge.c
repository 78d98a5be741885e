/* What each service makes of a reply: the first byte chooses the service, the second the status; header lines, an
 * empty line and the body follow. A secret is never in the reason. */
#include "fuzz.h"
#include "send/channel.h"

static const char secret[] = "abcdefghijklmnop";
static const char url[] = "https://robot.example/send?key=abcdefghijklmnop";
static const int statuses[] = {
    0, 200, 201, 202, 204, 301, 400, 401, 403, 404, 408, 413, 429, 500, 503};

/* The body of the input, whose header lines end up in `headers`. */
static char *split(char *s, struct names *headers)
{
	const char *lines[16];
	char *body = strstr(s, "\n\n");

	if (!body)
		return s;
	*body = '\0';
	headers->at = malloc(sizeof lines);
	for (char *rest = s, *line; headers->n < 16 && (line = strsep(&rest, "\n"));)
		headers->at[headers->n++] = line;
	return body + 2;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct channel c = {.name = "c", .url = url, .password = secret};
	struct reply r = {0};
	struct verdict v;

	if (n < 2)
		return 0;
	scope(text) s = fuzz_text(data + 2, n - 2);
	c.kind = channel_kind_at(data[0] % 17);
	r.status = statuses[data[1] % (sizeof statuses / sizeof *statuses)];
	r.failure = r.status ? FAILURE_NONE : data[1] % (FAILURE_LOCAL + 1);
	r.detail = s.s;
	r.body = split(s.s, &r.headers);
	r.body_n = strlen(r.body);
	if (c.kind && c.kind->judge) {
		v = channel_judge(&c, &r, 1500000000);
		must(!strstr(v.reason, secret) && v.after_s >= 0);
		must(v.kind != VERDICT_SENT || r.status / 100 == 2);
	}
	free(r.headers.at);
	return 0;
}
