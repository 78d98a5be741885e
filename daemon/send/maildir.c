/* Names in a Maildir. "<seconds>.<unique>.<host>" is the custom; the unique part is the letter's
 * id, the host is the program, since the folder may be shared by machines. */
#include "send/maildir.h"
#include <ctype.h>
#include <string.h>

void maildir_add_name(struct text *out, const char *id, moment created)
{
	text_addf(out, "%lld.", (long long)created);
	for (; *id; id++)
		text_addc(out, isalnum((unsigned char)*id) ? *id : '_');
	text_add(out, ".deadlined");
}

void maildir_add_path(struct text *out, const char *folder, const char *sub, const char *name)
{
	size_t n = strlen(folder);

	while (n > 1 && folder[n - 1] == '/')
		n--;
	text_addn(out, folder, n);
	text_addf(out, "/%s/%s", sub, name);
}
