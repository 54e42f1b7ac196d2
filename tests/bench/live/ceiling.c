/* The ceiling: what one core can do when an event is nothing but one send() of the same bytes for each socket.
 *
 *   ceiling PORT CLIENTS     accepts that many WebSockets (any request, any path), then obeys stdin:
 *   paced COUNT RATE SIZE    COUNT events of SIZE bytes on the wire, RATE a second
 *   burst COUNT SIZE         COUNT events of SIZE bytes, each as soon as the one before is sent
 *
 * Messages have the form of the feed's, so the same client measures both. One JSON object a line on stdout.
 */
#define _GNU_SOURCE
#include "common.h"
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int *sockets, socket_count;
static int64_t seq;

/* Sockets block, so a client that cannot follow slows the ceiling: then it is the client's ceiling, and shows. */
static void accept_all(int port, int count)
{
    static const char answer[] =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
        "\x81\x10{\"type\":\"hello\"}";
    int one = 1, door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (door < 0 || bind(door, (struct sockaddr *)&here, sizeof here) < 0 || listen(door, 4096) < 0)
        die("ceiling: cannot listen: %s", strerror(errno));
    printf("{\"kind\":\"listening\"}\n");
    fflush(stdout);
    sockets = need(calloc((size_t)count, sizeof *sockets));
    while (socket_count < count) {
        char request[8192];
        int s = accept4(door, NULL, NULL, SOCK_CLOEXEC);
        ssize_t held = 0, got;
        if (s < 0)
            die("ceiling: accept: %s", strerror(errno));
        setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        while (!memmem(request, (size_t)held, "\r\n\r\n", 4)) {
            got = recv(s, request + held, sizeof request - (size_t)held, 0);
            if (got <= 0)
                break;
            held += got;
        }
        if (held > 0 && send(s, answer, sizeof answer - 1, MSG_NOSIGNAL) > 0)
            sockets[socket_count++] = s;
        else
            close(s);
    }
    printf("{\"kind\":\"connected\"}\n");
    fflush(stdout);
}

/* One entry that follows on the last, padded until the frame has `size` bytes; gives the frame's size. */
static size_t make_frame(uint8_t *frame, size_t size)
{
    char text[512];
    int64_t now = clock_now();
    time_t whole = (time_t)(now / SECOND);
    char second[32];
    strftime(second, sizeof second, "%Y-%m-%dT%H:%M:%S", gmtime(&whole));
    size_t length = (size_t)snprintf(
        text, sizeof text,
        "{\"type\":\"entries\",\"prev_seq\":%" PRId64 ",\"items\":[{\"seq\":%" PRId64
        ",\"type\":\"ceiling\",\"at\":\"%s.%06dZ\",\"payload\":\"",
        seq, seq + 1, second, (int)(now % SECOND / 1000));
    size_t header = size <= 2 + 125 ? 2 : size <= 4 + 65535 ? 4 : 10;
    size_t payload = size > header + length + 4 ? size - header : length + 4;
    if (header == 2 && payload > 125)
        header = 4;
    frame[0] = 0x81;
    frame[1] = (uint8_t)(header == 2 ? payload : header == 4 ? 126 : 127);
    for (size_t i = 2; i < header; i++)
        frame[i] = (uint8_t)(payload >> (8 * (header - 1 - i)));
    memcpy(frame + header, text, length);
    memset(frame + header + length, 'x', payload - length - 4);
    memcpy(frame + header + payload - 4, "\"}]}", 4);
    seq++;
    return header + payload;
}

static void send_all(const uint8_t *frame, size_t size)
{
    for (int i = 0; i < socket_count; i++)
        for (size_t sent = 0; sent < size;) {
            ssize_t n = send(sockets[i], frame + sent, size - sent, MSG_NOSIGNAL);
            if (n <= 0)
                die("ceiling: a client was lost: %s", strerror(errno));
            sent += (size_t)n;
        }
}

static void run(int count, double rate, size_t size)
{
    uint8_t *frame = need(malloc(size + 1024));
    int64_t start = clock_now(), busy = 0;
    for (int i = 0; i < count; i++) {
        int64_t due = rate > 0 ? start + (int64_t)(i * (double)SECOND / rate) : 0, now = clock_now();
        if (due > now)
            usleep((useconds_t)((due - now) / 1000));
        now = clock_now();
        send_all(frame, make_frame(frame, size));
        busy += clock_now() - now;
    }
    printf("{\"kind\":\"sent\",\"seq\":%" PRId64 ",\"deliveries\":%" PRId64 ",\"busy_ns\":%" PRId64 "}\n", seq,
           (int64_t)count * socket_count, busy);
    fflush(stdout);
    free(frame);
}

int main(int count, char **words)
{
    char line[256];
    int events;
    double rate;
    size_t size;
    if (count != 3)
        die("usage: ceiling PORT CLIENTS");
    accept_all(atoi(words[1]), atoi(words[2]));
    while (fgets(line, sizeof line, stdin)) {
        if (sscanf(line, "paced %d %lf %zu", &events, &rate, &size) == 3)
            run(events, rate, size);
        else if (sscanf(line, "burst %d %zu", &events, &size) == 2)
            run(events, 0, size);
        else
            die("ceiling: unknown command %s", line);
    }
    return 0;
}
