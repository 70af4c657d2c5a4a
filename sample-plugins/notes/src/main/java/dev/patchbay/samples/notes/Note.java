package dev.patchbay.samples.notes;

import dev.patchbay.api.Description;

/**
 * A note.
 *
 * @param id names it for ever
 * @param title what it is about
 * @param text what it says
 */
public record Note(@Description("Names the note; its resource is notes://<id>") String id,
        @Description("What it is about") String title, @Description("What it says") String text) {
    String uri() {
        return "notes://" + id;
    }

    boolean contains(String words) {
        String wanted = words.toLowerCase();
        return title.toLowerCase().contains(wanted) || text.toLowerCase().contains(wanted);
    }
}
