/* libcurl tells its dialogue piece by piece. Of its many remarks only those are kept that say where a connection stood. */
#include "loop/trace.h"
#include <string.h>

static bool is_telling(const char *remark, size_t n)
{
	static const char *const beginnings[] = {"  Trying ", "Trying ", "Connected to ",
	    "SSL connection using ", " SSL certificate verify",
	    " subject: ", " issuer: ", "SSL certificate problem", "SSL: "};

	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
		if (n > strlen(beginnings[i]) &&
		    !memcmp(remark, beginnings[i], strlen(beginnings[i])))
			return true;
	return false;
}

static int on_debug(CURL *easy, curl_infotype type, char *bytes, size_t n, void *context)
{
	static const enum dialogue_side sides[CURLINFO_END] = {
	    [CURLINFO_HEADER_IN] = DIALOGUE_THEIRS,
	    [CURLINFO_DATA_IN] = DIALOGUE_THEIRS,
	    [CURLINFO_HEADER_OUT] = DIALOGUE_OURS,
	    [CURLINFO_DATA_OUT] = DIALOGUE_OURS};

	(void)easy;
	if (type < CURLINFO_END && (sides[type] != DIALOGUE_REMARK || is_telling(bytes, n)))
		dialogue_add(context, sides[type], bytes, n);
	return 0;
}

void trace_attach(CURL *easy, struct dialogue *d)
{
	curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(easy, CURLOPT_DEBUGDATA, d);
	curl_easy_setopt(easy, CURLOPT_VERBOSE, d ? 1L : 0L);
}
