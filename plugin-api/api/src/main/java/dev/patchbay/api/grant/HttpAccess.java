package dev.patchbay.api.grant;

import dev.patchbay.api.Stable;
import java.io.IOException;

/**
 * HTTP to the servers that are granted with {@code hosts}. Implemented by the host.
 *
 * <p>The host resolves a name once, refuses addresses that are not public (unless the grant says so), and connects to
 * what it checked; over https the server must prove its name. Redirects are followed at most five times, each checked
 * like a request of its own; to another server no credentials go along. There is no proxy and no cookie. An answer has at
 * most 10 MiB and takes at most 30 seconds, within a call never longer than the call has left; when the call is
 * cancelled, so is the request.
 *
 * {@snippet :
 * HttpResponse answer = context.http().send(HttpRequest.get("https://api.github.com/user")
 *         .withBearer(context.secret("github.token")));
 * if (answer.status() != 200) {
 *     throw new ToolException("GitHub answers with status " + answer.status() + ".");
 * }
 * }
 *
 * <p>Threads: any; a request blocks its thread until it is answered.
 */
@Stable
public interface HttpAccess {
    /**
     * Sends a request and waits for the answer.
     *
     * @param request the request
     * @return the answer, whatever its status
     * @throws IOException if there is no sound answer in time; the message is fit for a log
     * @throws NotGrantedException if the server, or one that a redirect leads to, is not granted
     * @throws IllegalArgumentException if the request is none that can be sent
     */
    HttpResponse send(HttpRequest request) throws IOException;
}
