/* deadlined.conf: what is refused is refused with a mistake, and all is released. */
#include "fuzz.h"
#include <stdio.h>
#include <unistd.h>
#include "base/file.h"
#include "config/settings.h"

const char *__lsan_default_suppressions(void);
/* libconfig forgets a text that the file's end cuts off. */
const char *__lsan_default_suppressions(void)
{
	return "leak:strbuf_append";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char path[64];
	struct settings settings = {0};
	scope(errors) mistakes = {0};

	snprintf(path, sizeof path, "/tmp/fuzz_config.%d.conf", (int)getpid());
	must(file_replace(path, (const char *)data, n, NULL));
	must(settings_load(path, &settings, &mistakes) == !mistakes.mistakes);
	settings_release(&settings);
	unlink(path);
	return 0;
}
