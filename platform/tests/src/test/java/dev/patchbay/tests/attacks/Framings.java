package dev.patchbay.tests.attacks;

import java.util.ArrayList;
import java.util.List;

/**
 * Requests whose end two parsers could see at different places. Every one carries a second request in its body, which a
 * parser that is fooled takes for one of its own.
 */
final class Framings {
    /** What a fooled parser answers with 404. */
    static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final String host;
    private final String smuggled;
    private final String chunked;
    private final List<String> requests = new ArrayList<>();

    private Framings(String host, String smuggled) {
        this.host = host;
        this.smuggled = smuggled;
        this.chunked = "0\r\n\r\n" + smuggled;
    }

    /** All of them, at least 200, for a server that is addressed by the host. */
    static List<String> all(String host) {
        return all(host, SMUGGLED);
    }

    /** The same with a request of one's own in the bodies. */
    static List<String> all(String host, String smuggled) {
        Framings framings = new Framings(host, smuggled);
        framings.lengths();
        framings.encodings();
        framings.both();
        framings.chunks();
        framings.lines();
        return framings.requests;
    }

    private void post(String headers, String body) {
        requests.add("POST /mcp HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n" + headers
                + "\r\n" + body);
    }

    private void lengths() {
        for (String length : List.of("+5", "-5", "0x5", "5 5", "5,6", "5, 6", "5;", "5.0", "5e0", "", " ", "\t", "five",
                "٥", "99999999999999999999", "18446744073709551621", "-0", "0,5", "5\u000b", "\u000b5", "5\u0000",
                "NaN",
                "5_0", "'5'", "\"5\"", "5L", "0b101", "1 0")) {
            post("Content-Length: " + length + "\r\n", "{}   " + smuggled);
        }
        for (String pair : List.of("5/6", "0/44", "44/0", "5/-5", "5/five", "5/", "/5")) {
            String[] values = pair.split("/", -1);
            post("Content-Length: " + values[0] + "\r\nContent-Length: " + values[1] + "\r\n", "{}   " + smuggled);
            post("content-length: " + values[0] + "\r\nCONTENT-LENGTH: " + values[1] + "\r\n", "{}   " + smuggled);
        }
    }

    private void encodings() {
        for (String encoding : List.of("xchunked", "chunked,", ", chunked", "chunked, identity", "identity, chunked",
                "chunked;q=1", "chunked chunked", "chunked, chunked", "chunke d", "\"chunked\"", "'chunked'",
                "chunked\u0000",
                "\u000bchunked", "chunked\u000b", "ｃhunked", "identity", "gzip", "gzip, chunked", "deflate", "",
                "chunk",
                "chunkedd", "CHUNKED x", "chunked\t;", "trailers", "cow")) {
            post("Transfer-Encoding: " + encoding + "\r\nContent-Length: 4\r\n", chunked);
            post("Transfer-Encoding: " + encoding + "\r\n", chunked);
        }
        for (String name : List.of("Transfer-Encoding ", "Transfer-Encoding\t", " Transfer-Encoding",
                "\tTransfer-Encoding",
                "Transfer\u0000-Encoding", "Transfer-Encoding\u000b", "Transfer Encoding", "Transfer-Encoding:",
                "Content-Length ", "Content-Length\t", " Content-Length", "Content Length", "Content-Length\u0000")) {
            String value = name.contains("Length") ? "4" : "chunked";
            post(name + ": " + value + "\r\nContent-Length: 4\r\n", chunked);
            post("Content-Length: 4\r\n" + name + ": " + value + "\r\n", chunked);
        }
    }

    private void both() {
        for (String length : List.of("0", "4", "5", "44", "1000")) {
            for (String encoding : List.of("chunked", "Chunked", "CHUNKED")) {
                post("Content-Length: " + length + "\r\nTransfer-Encoding: " + encoding + "\r\n", chunked);
                post("Transfer-Encoding: " + encoding + "\r\nContent-Length: " + length + "\r\n", chunked);
            }
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\nContent-Length: " + length + "\r\n",
                    chunked);
            post("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\nContent-Length: " + length + "\r\n",
                    chunked);
        }
    }

    private void chunks() {
        for (String size : List.of("-1", "+2", "0x2", "2 2", "g", "", " ", "fffffffffffffffff", "80000000000000000",
                "2_",
                "2.0", "٢", "2\u0000", "\u000b2", "'2'", "0 0", "-0", "+0", "0x0", "00x")) {
            post("Transfer-Encoding: chunked\r\n", size + "\r\n{}\r\n0\r\n\r\n" + smuggled);
        }
        for (String body : List.of("2\n{}\n0\n\n", "2\r{}\r0\r\r", "2\r\n{}0\r\n\r\n", "2\r\n{}xx0\r\n\r\n",
                "2\r\n{}\r\n0\r\nX\r\n\r\n", "2\r\n{}\n\r0\r\n\r\n", "2;\n{}\r\n0\r\n\r\n",
                "2;a=\"\n\"\r\n{}\r\n0\r\n\r\n")) {
            post("Transfer-Encoding: chunked\r\n", body + smuggled);
        }
    }

    private void lines() {
        String rest = "\r\nHost: " + host + "\r\nContent-Type: application/json\r\n";
        for (String line : List.of("POST /mcp HTTP/1.1 ", "POST  /mcp HTTP/1.1", "POST /mcp  HTTP/1.1",
                "POST\t/mcp HTTP/1.1",
                " POST /mcp HTTP/1.1", "POST /mcp HTTP/1.1\tx", "POST /mcp", "POST /mcp HTTP/9.9", "POST /mcp HTTP/1",
                "POST /mcp http/1.1", "P\u0000ST /mcp HTTP/1.1", "POST /m\u0000cp HTTP/1.1", "POST /mcp HTTP/1.1\u0000",
                "POST mcp HTTP/1.1", "{} /mcp HTTP/1.1")) {
            requests.add(line + rest + "Content-Length: 44\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked);
        }
        for (String header : List.of("X: a\r\n b", "X: a\r\n\tb", "X: a\nY: b", "X: a\rY: b", "X\u0000: a", ": a", "X",
                "X : a",
                "X\t: a", "(X): a", "X: a\u0000b", "Ĥost: evil.example", "X: a\r\n Transfer-Encoding: chunked",
                "X: a\n\nGET /smuggled HTTP/1.1", "Host: evil.example", "Host: " + host)) {
            post(header + "\r\nContent-Length: 44\r\nTransfer-Encoding: chunked\r\n", chunked);
        }
    }
}
