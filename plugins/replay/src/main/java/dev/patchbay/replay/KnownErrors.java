package dev.patchbay.replay;

import java.util.List;

/** What the vendors' descriptions get wrong, by operation. Whoever adds a line says what is wrong. */
final class KnownErrors {
    private KnownErrors() {}

    static List<Allowance> ofGitHub() {
        return List.of(
                new Allowance("*", "validation.response.status.unknown", "",
                        "it names only some error statuses for each operation, and 429 and 5xx for next to none"));
    }

    static List<Allowance> ofSlack() {
        return List.of();
    }
}
