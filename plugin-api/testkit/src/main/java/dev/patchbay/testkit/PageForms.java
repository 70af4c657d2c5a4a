package dev.patchbay.testkit;

import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.ElicitResult;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user of a test at the pages of the host: opens one as a browser does and sends its form. Threads: any. */
final class PageForms {
    private static final Pattern PROOF = Pattern.compile("name=\"proof\" value=\"([^\"]+)\"");

    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    boolean isAnswered(ElicitRequest.Url page) {
        return answered.contains(page.url());
    }

    /** Answers on the page; the client says only that its user agreed to open it. */
    ElicitResult answer(ElicitRequest.Url page, dev.patchbay.api.input.ElicitResult answer) {
        switch (answer.action()) {
            case ACCEPT -> send(page.url(), "accept", answer.content());
            case DECLINE -> send(page.url(), "decline", Map.of());
            case CANCEL -> {
                return ElicitResult.cancel();
            }
        }
        answered.add(page.url());
        return ElicitResult.accept(Map.of());
    }

    private static void send(String url, String action, Map<String, ?> content) {
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            URI uri = URI.create(url);
            HttpResponse<String> shown = http.send(HttpRequest.newBuilder(uri).build(),
                    HttpResponse.BodyHandlers.ofString());
            Matcher proof = PROOF.matcher(shown.body());
            if (!proof.find()) {
                throw new AssertionError("The page of the question says: " + shown.body());
            }
            List<String> fields = new ArrayList<>(
                    List.of(field("proof", proof.group(1)), field("action", action)));
            content.forEach((name, value) -> add(fields, "field." + name, value));
            HttpResponse<String> taken = http.send(HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Origin", uri.getScheme() + "://" + uri.getRawAuthority())
                    .POST(HttpRequest.BodyPublishers.ofString(String.join("&", fields))).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (taken.statusCode() != 200) {
                throw new AssertionError("The page does not take the answer: " + taken.body());
            }
        } catch (IOException e) {
            throw new AssertionError("The page of the question cannot be opened", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while a page was filled in", e);
        }
    }

    private static void add(List<String> fields, String name, Object value) {
        switch (value) {
            case Boolean box when !box -> {
                // a box that is not ticked is not sent
            }
            case Collection<?> chosen -> chosen.forEach(each -> fields.add(field(name, String.valueOf(each))));
            default -> fields.add(field(name, String.valueOf(value)));
        }
    }

    private static String field(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
