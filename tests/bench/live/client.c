/* Many WebSocket clients of one live feed, in one process and one thread, so that the client is not what is measured.
 *
 * Each client connects, follows the entries by `prev_seq` as an open page does, answers pings, and comes back after a
 * loss at a random moment with `after=` what it has. Gaps and doubles are counted, never repaired. Times are
 * CLOCK_REALTIME in nanoseconds, taken when recv() returns; latencies are against `at` of the entry.
 *
 * Commands on stdin:  start | mark SEQ (measure the entries after SEQ, from zero) | report | stall (the slow ones stop
 * reading) | wake | vote STATEMENT (all who are open agree to it, at once) | quit. On stdout one JSON object a line: a status ten times a second, on `report` one line for each
 * entry and a total. The end of stdin ends the process.
 *
 * Linux only (epoll). With -DHAVE_ZLIB and --deflate 1 it offers permessage-deflate in a browser's words; the server
 * has to compress without context, since one inflater serves all.
 */
#define _GNU_SOURCE
#include "message.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define TICK_MS 10
#define STATUS_EVERY (SECOND / 10)
#define HANDSHAKE_LIMIT (30 * SECOND)
#define FRAME_LIMIT (64u << 20)
#define SCRATCH (256u << 10)
#define SLOW_BUFFER 4096 /* bytes of receive buffer of a client that will stop reading */
#define STDIN_TAG UINT32_MAX
#define COMPRESSION "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"

/* ---- Options ---- */

static struct {
    const char *host, *path, *tokens;
    int port, other_port, clients, rate, inflight, sources, spread_ms, silence_ms, slow, deflate;
    int64_t after;
} opt = {.host = "127.0.0.1", .path = "/", .port = 8000, .clients = 100, .rate = 2000, .inflight = 500,
         .sources = 1, .spread_ms = 5000, .silence_ms = 25000};

static char **tokens;
static size_t token_count;

static void read_options(int count, char **words)
{
    const struct {
        const char *name;
        int *number;
        const char **text;
    } known[] = {
        {"--host", NULL, &opt.host},
        {"--path", NULL, &opt.path},
        {"--tokens", NULL, &opt.tokens},
        {"--port", &opt.port, NULL},
        {"--other-port", &opt.other_port, NULL},
        {"--clients", &opt.clients, NULL},
        {"--rate", &opt.rate, NULL},
        {"--inflight", &opt.inflight, NULL},
        {"--sources", &opt.sources, NULL},
        {"--spread-ms", &opt.spread_ms, NULL},
        {"--slow", &opt.slow, NULL},
        {"--silence-ms", &opt.silence_ms, NULL},
        {"--deflate", &opt.deflate, NULL},
    };
    for (int i = 1; i < count; i += 2) {
        if (i + 1 == count)
            die("%s needs a value", words[i]);
        if (strcmp(words[i], "--after") == 0) {
            opt.after = strtoll(words[i + 1], NULL, 10);
            continue;
        }
        size_t k = 0;
        while (k < sizeof known / sizeof *known && strcmp(words[i], known[k].name) != 0)
            k++;
        if (k == sizeof known / sizeof *known)
            die("unknown option %s", words[i]);
        if (known[k].text)
            *known[k].text = words[i + 1];
        else
            *known[k].number = atoi(words[i + 1]);
    }
    if (opt.clients < 1 || opt.rate < 1 || opt.sources < 1 || opt.sources > 200 || opt.slow > opt.clients)
        die("an option is out of range");
}

/* One bearer token a line; the clients take them in turn. */
static void read_tokens(void)
{
    FILE *file = opt.tokens ? fopen(opt.tokens, "r") : NULL;
    if (opt.tokens && !file)
        die("cannot read %s", opt.tokens);
    char line[4096];
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\r\n")] = 0;
        tokens = need(realloc(tokens, (token_count + 1) * sizeof *tokens));
        tokens[token_count++] = need(strdup(line));
    }
    if (file)
        fclose(file);
}

/* ---- State ---- */

/* Open is who has heard a first message: after the 101 a server may still be asking who that is. */
enum state { IDLE, WAITING, CONNECTING, UPGRADING, GREETING, OPEN };

struct client {
    enum state state;
    int fd;
    bool slow, stalled, was_open; /* slow: will stop reading when told to, and is left out of the figures */
    int attempts;
    int64_t seq;   /* of the last entry applied */
    int64_t since; /* WAITING: when to try; otherwise when it tried or last heard something */
    uint8_t *buf;  /* an incomplete frame, NULL when there is none */
    size_t held, cap;
    uint64_t bytes; /* received since the mark */
};

static struct client *clients;
static int epoll, open_now, handshaking, waiting;
static int64_t now;
static uint8_t scratch[SCRATCH];

static struct {
    uint64_t lost, refused, gaps, doubles, malformed, resyncs, silent, pings, closed_1013, stalled_dropped;
    int last_status, last_close;
} seen;

/* One vote of each client; the milliseconds run from before the first was sent. */
static struct {
    int64_t began;
    uint64_t sent, answered, refused;
    double half_ms, most_ms, last_ms; /* when half, 99 % and all of them were answered */
} votes;

static void count_answer(int status)
{
    double ms = (double)(now - votes.began) / 1e6;
    votes.answered++;
    votes.refused += status != 200;
    if (votes.answered == (votes.sent + 1) / 2)
        votes.half_ms = ms;
    if (votes.answered == votes.sent - votes.sent / 100)
        votes.most_ms = ms;
    if (votes.answered == votes.sent)
        votes.last_ms = ms;
}

static void watch(struct client *c, uint32_t events, int how)
{
    struct epoll_event e = {.events = events, .data.u32 = (uint32_t)(c - clients)};
    if (epoll_ctl(epoll, how, c->fd, &e) < 0)
        die("epoll_ctl: %s", strerror(errno));
}

/* ---- One connection ---- */

static void apply(struct client *c, const struct message *m)
{
    if (m->prev > c->seq)
        seen.gaps++;
    if (m->prev < c->seq)
        seen.doubles += (uint64_t)((m->last < c->seq ? m->last : c->seq) - m->prev);
    int64_t from = m->prev > c->seq ? m->prev : c->seq;
    for (int64_t seq = from + 1; seq <= m->last && !c->slow; seq++)
        measure_reached(seq, now);
    if (m->last > c->seq)
        c->seq = m->last;
}

static void wait_until(struct client *c, int64_t when)
{
    c->state = WAITING;
    c->since = when;
    waiting++;
}

/* As the pages do: again within 0-5 s, from the sixth attempt on within 0-15 s. */
static void lose(struct client *c)
{
    if (c->state == OPEN) {
        open_now--;
        seen.lost++;
        seen.stalled_dropped += c->stalled;
    } else {
        handshaking--;
        seen.refused++;
    }
    close(c->fd);
    free(c->buf);
    c->fd = -1, c->buf = NULL, c->held = c->cap = 0, c->stalled = false;
    int64_t spread = opt.spread_ms * (SECOND / 1000) * (++c->attempts > 5 ? 3 : 1);
    wait_until(c, now + (int64_t)(drand48() * (double)spread));
}

/* Client frames are masked; a key of zeros is allowed and leaves the payload as it is. */
static void send_control(struct client *c, uint8_t opcode, const uint8_t *payload, size_t size)
{
    uint8_t frame[6 + 125] = {(uint8_t)(0x80 | opcode), (uint8_t)(0x80 | size)};
    memcpy(frame + 6, payload, size);
    if (send(c->fd, frame, 6 + size, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno != EAGAIN)
        seen.malformed += errno != EPIPE && errno != ECONNRESET;
}

static void on_frame(struct client *c, uint8_t first, const uint8_t *payload, size_t size)
{
    uint8_t opcode = first & 0x0f;
    c->since = now;
    if (opcode == 0x1 && (first & 0x80)) {
        struct message m = understand(payload, size, first & 0x40);
        if (c->state == GREETING) {
            c->state = OPEN, c->was_open = true, c->attempts = 0;
            handshaking--;
            open_now++;
        }
        seen.malformed += !m.good;
        seen.pings += m.kind == PING;
        seen.resyncs += m.kind == RESYNC;
        if (m.kind == ANSWER && m.good)
            count_answer(m.status);
        if (m.kind == ENTRIES && m.good) {
            measure_frame(size + (size < 126 ? 2 : size < 65536 ? 4 : 10));
            apply(c, &m);
        }
    } else if (opcode == 0x9 && size <= 125) {
        send_control(c, 0xA, payload, size);
    } else if (opcode == 0x8) {
        seen.last_close = size >= 2 ? payload[0] << 8 | payload[1] : 1005;
        seen.closed_1013 += seen.last_close == 1013;
        send_control(c, 0x8, payload, size < 2 ? 0 : 2);
        lose(c);
    } else if (opcode != 0xA) {
        seen.malformed++; /* this feed sends neither binary nor fragmented messages */
        lose(c);
    }
}

/* How much of `data` was used; *whole is the size of the frame that is not complete yet, as far as it is known. */
static size_t read_frames(struct client *c, const uint8_t *data, size_t size, size_t *whole)
{
    size_t used = 0;
    while (c->state >= GREETING && size - used >= 2) {
        const uint8_t *p = data + used;
        size_t header = (p[1] & 0x7f) < 126 ? 2 : (p[1] & 0x7f) == 126 ? 4 : 10;
        if (size - used < header)
            break;
        uint64_t length = p[1] & 0x7f;
        if (header > 2)
            length = 0;
        for (size_t i = 2; i < header; i++)
            length = length << 8 | p[i];
        if (length > FRAME_LIMIT || (p[1] & 0x80)) {
            seen.malformed++;
            lose(c);
            return used;
        }
        *whole = header + length;
        if (size - used < *whole)
            break;
        used += *whole;
        on_frame(c, p[0], p + header, length);
    }
    return used;
}

static size_t read_upgrade(struct client *c, const uint8_t *data, size_t size)
{
    const uint8_t *end = memmem(data, size, "\r\n\r\n", 4);
    if (!end) {
        if (size > 8192)
            lose(c);
        return 0;
    }
    seen.last_status = size > 12 ? atoi((const char *)data + 9) : 0;
    if (seen.last_status != 101) {
        lose(c);
        return 0;
    }
    size_t head = (size_t)(end - data);
    if (memmem(data, head, "permessage-deflate", 18) && !memmem(data, head, "server_no_context_takeover", 26))
        die("the server compresses with context, which this client does not follow; try --deflate 0");
    c->state = GREETING, c->since = now;
    return (size_t)(end + 4 - data);
}

/* Keep what is incomplete, in room for the whole frame, so that the rest of it is received in place. */
static void hold(struct client *c, const uint8_t *rest, size_t size, size_t whole)
{
    uint8_t *kept = NULL;
    size_t cap = whole > size + 4096 ? whole : size + 4096;
    if (size && rest == c->buf && c->cap > size && c->cap >= whole) {
        c->held = size;
        return;
    }
    if (size) {
        kept = need(malloc(cap));
        memcpy(kept, rest, size);
    }
    free(c->buf);
    c->buf = kept, c->held = size, c->cap = size ? cap : 0;
}

static void on_readable(struct client *c)
{
    uint8_t *into = c->buf ? c->buf + c->held : scratch;
    size_t room = c->buf ? c->cap - c->held : sizeof scratch;
    ssize_t got = recv(c->fd, into, room, MSG_DONTWAIT);
    now = clock_now();
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        lose(c);
        return;
    }
    c->bytes += (uint64_t)got;
    uint8_t *data = c->buf ? c->buf : scratch;
    size_t size = c->held + (size_t)got, used = 0, whole = 0;
    if (c->state == UPGRADING)
        used = read_upgrade(c, data, size);
    if (c->state >= GREETING)
        used += read_frames(c, data + used, size - used, &whole);
    if (c->fd >= 0)
        hold(c, data + used, size - used, whole);
}

static void send_request(struct client *c)
{
    char request[8192];
    size_t i = (size_t)(c - clients);
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) {
        lose(c);
        return;
    }
    const char *token = token_count ? tokens[i % token_count] : NULL;
    int length = snprintf(request, sizeof request,
                          "GET %s?after=%" PRId64 " HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n%s%s%s%s\r\n",
                          opt.path, c->seq, opt.host, opt.port, token ? "Authorization: Bearer " : "",
                          token ? token : "", token ? "\r\n" : "",
                          opt.deflate ? COMPRESSION : "");
    c->state = UPGRADING;
    watch(c, EPOLLIN, EPOLL_CTL_MOD);
    if (send(c->fd, request, (size_t)length, MSG_NOSIGNAL) != length)
        lose(c);
}

/* Ports run short at some 28,000 connections from one address, so the clients spread over 127.0.0.x. */
static void bind_source(struct client *c)
{
    int one = 1;
    struct sockaddr_in from = {.sin_family = AF_INET};
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + (uint32_t)((c - clients) % opt.sources));
    setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    if (bind(c->fd, (struct sockaddr *)&from, sizeof from) < 0)
        die("cannot bind a source address: %s", strerror(errno));
}

/* Two servers are taken in turn, by each client and by each of its attempts, as by a balancer. */
static int port_of(const struct client *c)
{
    return opt.other_port && ((c - clients) + c->attempts) % 2 ? opt.other_port : opt.port;
}

static void connect_client(struct client *c)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port_of(c))};
    if (inet_pton(AF_INET, opt.host, &to.sin_addr) != 1)
        die("--host takes an IPv4 address");
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (c->fd < 0)
        die("socket: %s (raise the limit of open files)", strerror(errno));
    int size = SLOW_BUFFER;
    if (c->slow)
        setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    if (opt.sources > 1)
        bind_source(c);
    waiting--;
    handshaking++;
    c->state = CONNECTING, c->since = now;
    if (connect(c->fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS)
        lose(c);
    else
        watch(c, EPOLLOUT, EPOLL_CTL_ADD);
}

/* ---- The round: who is due, who is silent, what is said ---- */

/* The limit of handshakes at a time holds for the first arrival only: people who come back do not agree on a queue. */
static void look_after(bool all)
{
    int64_t silence = opt.silence_ms * (SECOND / 1000);
    for (int i = 0; i < opt.clients && (all || waiting || handshaking); i++) {
        struct client *c = &clients[i];
        if (c->state == WAITING && c->since <= now && (c->was_open || handshaking < opt.inflight))
            connect_client(c);
        else if ((c->state == CONNECTING || c->state == UPGRADING) && now - c->since > HANDSHAKE_LIMIT)
            lose(c);
        else if (c->state >= GREETING && !c->stalled && opt.silence_ms && now - c->since > silence) {
            seen.silent++; /* as in the pages: the server pings every 10 s, so the line is dead */
            lose(c);
        }
    }
}

static int64_t lowest_seq(void)
{
    int64_t lowest = INT64_MAX;
    for (int i = 0; i < opt.clients; i++)
        if (!clients[i].slow && clients[i].seq < lowest)
            lowest = clients[i].seq;
    return lowest;
}

static void print_status(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    double cpu = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
                 (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
    printf("{\"kind\":\"status\",\"t\":%" PRId64 ",\"open\":%d,\"handshaking\":%d,\"waiting\":%d,\"lowest\":%" PRId64
           ",\"lost\":%" PRIu64 ",\"refused\":%" PRIu64 ",\"gaps\":%" PRIu64 ",\"doubles\":%" PRIu64
           ",\"malformed\":%" PRIu64 ",\"resyncs\":%" PRIu64 ",\"silent\":%" PRIu64 ",\"pings\":%" PRIu64
           ",\"closed_1013\":%" PRIu64 ",\"stalled_dropped\":%" PRIu64
           ",\"votes\":%" PRIu64 ",\"votes_answered\":%" PRIu64 ",\"votes_refused\":%" PRIu64
           ",\"votes_half_ms\":%.1f,\"votes_most_ms\":%.1f,\"votes_last_ms\":%.1f"
           ",\"last_status\":%d,\"last_close\":%d,\"cpu\":%.3f}\n",
           now, open_now, handshaking, waiting, lowest_seq(), seen.lost, seen.refused, seen.gaps, seen.doubles,
           seen.malformed, seen.resyncs, seen.silent, seen.pings, seen.closed_1013, seen.stalled_dropped, votes.sent,
           votes.answered, votes.refused, votes.half_ms, votes.most_ms, votes.last_ms,
           seen.last_status, seen.last_close, cpu);
    fflush(stdout);
}

static void print_report(void)
{
    uint64_t bytes = 0, least = UINT64_MAX, most = 0;
    measure_print();
    for (int i = opt.slow; i < opt.clients; i++) {
        uint64_t b = clients[i].bytes;
        bytes += b;
        least = b < least ? b : least;
        most = b > most ? b : most;
    }
    printf("{\"kind\":\"total\",\"frames\":%" PRIu64 ",\"frame_bytes\":%" PRIu64 ",\"bytes\":%" PRIu64
           ",\"bytes_least\":%" PRIu64 ",\"bytes_most\":%" PRIu64,
           measured.frames, measured.frame_bytes, bytes, least, most);
    for (int comment = 0; comment < 2; comment++)
        printf(",\"%s\":[%.1f,%.1f,%.1f]", comment ? "comments_ms" : "events_ms", measure_percentile(comment, 0.5),
               measure_percentile(comment, 0.99), measure_percentile(comment, 1));
    printf("}\n");
    fflush(stdout);
}

/* A stalled client stays connected and reads nothing, until the server lets go of it or `wake`. */
static void stall(bool stop)
{
    for (int i = 0; i < opt.slow; i++) {
        struct client *c = &clients[i];
        if (c->state == OPEN && c->stalled != stop) {
            c->stalled = stop, c->since = now;
            watch(c, stop ? 0 : EPOLLIN, EPOLL_CTL_MOD);
        }
        if (!stop)
            c->slow = false; /* from now on it must be complete like everybody */
    }
}

/* A whole message in one frame, masked with zeros as above. */
static void vote(const char *statement)
{
    uint8_t frame[8 + 512] = {0x81, 0x80 | 126};
    int size = snprintf((char *)frame + 8, sizeof frame - 8,
                        "{\"type\":\"act\",\"id\":\"vote\",\"operation\":\"vote\",\"item\":\"%s\","
                        "\"body\":{\"value\":\"agree\"},\"capacity\":null}%60s", statement, "");
    frame[2] = (uint8_t)(size >> 8), frame[3] = (uint8_t)size;
    memset(&votes, 0, sizeof votes);
    votes.began = clock_now();
    for (int i = 0; i < opt.clients; i++)
        if (clients[i].state == OPEN && send(clients[i].fd, frame, 8 + (size_t)size, MSG_NOSIGNAL | MSG_DONTWAIT) > 0)
            votes.sent++;
}

static void obey(const char *command)
{
    if (strcmp(command, "start") == 0) {
        for (int i = 0; i < opt.clients && clients[i].state == IDLE; i++)
            wait_until(&clients[i], now + i * (SECOND / opt.rate));
    } else if (strncmp(command, "mark ", 5) == 0) {
        measure_from(strtoll(command + 5, NULL, 10));
        for (int i = 0; i < opt.clients; i++)
            clients[i].bytes = 0;
    } else if (strcmp(command, "report") == 0) {
        print_report();
    } else if (strcmp(command, "stall") == 0 || strcmp(command, "wake") == 0) {
        stall(command[0] == 's');
    } else if (strncmp(command, "vote ", 5) == 0) {
        vote(command + 5);
    } else if (strcmp(command, "quit") == 0) {
        exit(0);
    } else {
        die("unknown command %s", command);
    }
}

static void read_commands(void)
{
    static char line[256];
    static size_t held;
    ssize_t got = read(STDIN_FILENO, line + held, sizeof line - 1 - held);
    if (got <= 0)
        exit(0);
    held += (size_t)got;
    line[held] = 0;
    for (char *end; (end = strchr(line, '\n')); held -= (size_t)(end + 1 - line), memmove(line, end + 1, held + 1)) {
        *end = 0;
        obey(line);
    }
}

static void on_event(const struct epoll_event *e)
{
    if (e->data.u32 == STDIN_TAG) {
        read_commands();
        return;
    }
    struct client *c = &clients[e->data.u32];
    if (c->fd < 0)
        return;
    if (c->stalled)
        lose(c); /* nothing but an error or a hang-up is reported for it */
    else if (c->state == CONNECTING)
        send_request(c);
    else
        on_readable(c);
}

int main(int count, char **words)
{
    read_options(count, words);
    read_tokens();
    srand48(clock_now());
    measure_for((size_t)opt.clients, (size_t)(opt.clients - opt.slow));
    epoll = epoll_create1(EPOLL_CLOEXEC);
    clients = need(calloc((size_t)opt.clients, sizeof *clients));
    for (int i = 0; i < opt.clients; i++)
        clients[i] = (struct client){.fd = -1, .seq = opt.after, .slow = i < opt.slow};
    struct epoll_event ready[512] = {{.events = EPOLLIN, .data.u32 = STDIN_TAG}};
    if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO, ready) < 0)
        die("epoll: %s (stdin must be a pipe)", strerror(errno));
    int64_t next_tick = 0, next_status = 0;
    for (;;) {
        int n = epoll_wait(epoll, ready, 512, TICK_MS);
        now = clock_now();
        for (int i = 0; i < n; i++)
            on_event(&ready[i]);
        if (now >= next_tick) {
            look_after(now >= next_status);
            next_tick = now + TICK_MS * (SECOND / 1000);
        }
        if (now >= next_status) {
            print_status();
            next_status = now + STATUS_EVERY;
        }
    }
}
