/* The kernel's own limits, set between fork and exec. */
#include "base/confine.h"
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static void limit(int what, rlim_t value)
{
	setrlimit(what, &(struct rlimit){value, value});
}

void confine_reader(int cpu_s, size_t memory_bytes)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	limit(RLIMIT_CPU, (rlim_t)cpu_s);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_CORE, 0);
#ifdef __SANITIZE_ADDRESS__
	(void)memory_bytes;
#else
	limit(RLIMIT_AS, memory_bytes);
#endif
}
