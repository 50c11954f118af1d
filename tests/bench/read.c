/* A program that only reads a file and looks for the ends of its lines: no reader of it can take less. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static char window[16384];

int main(int count, char **words) {
    int file = count == 2 ? open(words[1], O_RDONLY) : -1;
    long lines = 0;
    ssize_t length;
    while ((length = read(file, window, sizeof window)) > 0) {
        const char *at = window, *end = window + length;
        while ((at = memchr(at, '\n', end - at))) {
            at++;
            lines++;
        }
    }
    return lines == 0;
}
