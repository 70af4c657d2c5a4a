package dev.patchbay.samples.notes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.testkit.Changes;
import dev.patchbay.testkit.PatchbayTest;
import dev.patchbay.testkit.RefusedCallException;
import dev.patchbay.testkit.RunningCall;
import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PatchbayTest
class NotesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aNewNoteIsAResource(TestClient client) {
        try (Changes changes = client.watch()) {
            ToolResult added = add(client, "Milk", "two bottles");
            changes.await(Changes.RESOURCES, SOON);

            assertEquals("1", added.json("id"));
            assertEquals("two bottles", client.readText("notes://1"));
            assertEquals(List.of("notes://1"),
                    client.listResources().stream().map(resource -> resource.uri()).toList());
            assertEquals(List.of("notes://{id}"), client.listResourceTemplates());
        }
    }

    @Test
    void watchersHearOfANewText(TestClient client) {
        add(client, "Milk", "two bottles");
        try (Changes changes = client.watch("notes://1")) {
            client.callTool("notes_update_note", Map.of("id", "1", "text", "three bottles"));
            changes.await("notes://1", SOON);

            assertEquals("three bottles", client.readText("notes://1"));
        }
    }

    @Test
    void aNoteThatIsNotThereIsRefused(TestClient client) {
        assertThrows(RefusedCallException.class, () -> client.readText("notes://7"));
        ToolResult updated = client.callTool("notes_update_note", Map.of("id", "7", "text", "?"));
        assertTrue(updated.isError());
        assertTrue(updated.text().contains("search_notes"), updated.text());
    }

    @Test
    void findsNotesByTheirWords(TestClient client) {
        add(client, "Milk", "two bottles");
        add(client, "Bread", "one loaf");

        assertTrue(client.callTool("notes_search_notes", Map.of("words", "LOAF")).text().contains("Bread"));
        assertFalse(client.callTool("notes_search_notes", Map.of("words", "LOAF")).text().contains("Milk"));
    }

    @Test
    void deletesOnlyWhatTheUserConfirms(TestClient client) {
        add(client, "Milk", "two bottles");

        ToolResult kept = client.decline().callTool("notes_delete_note", Map.of("id", "1"));
        assertEquals("Nothing deleted: the user did not confirm.", kept.text());

        ToolResult deleted = client.accept(Map.of("sure", true)).callTool("notes_delete_note", Map.of("id", "1"));
        assertEquals("Deleted note 1.", deleted.text());
        assertEquals(List.of("Delete the note 'Milk'?", "Delete the note 'Milk'?"), client.questions());
        assertThrows(RefusedCallException.class, () -> client.readText("notes://1"));
    }

    @Test
    void anExportTellsItsProgress(TestClient client) {
        add(client, "Milk", "two bottles");
        add(client, "Bread", "one loaf");

        RunningCall export = client.startTool("notes_export_notes", Map.of("millisPerNote", 1));

        assertTrue(export.result().text().contains("## Bread"));
        assertEquals(List.of(1.0, 2.0), export.progress().stream().map(report -> report.progress()).toList());
    }

    @Test
    void anExportCanBeCancelled(TestClient client) {
        add(client, "Milk", "two bottles");

        RunningCall export = client.startTool("notes_export_notes", Map.of("millisPerNote", 10_000));
        export.cancel();

        assertThrows(RuntimeException.class, export::result);
    }

    @Test
    void thePromptCarriesTheNote(TestClient client) {
        add(client, "Milk", "two bottles");

        assertEquals(List.of("notes_summarize_note"), client.listPrompts());
        String text = client.getPrompt("notes_summarize_note", Map.of("id", "1", "style", "one word")).getFirst();
        assertTrue(text.contains("one word") && text.contains("two bottles"), text);
    }

    @Test
    void idsAreCompleted(TestClient client) {
        add(client, "Milk", "two bottles");
        add(client, "Bread", "one loaf");

        assertEquals(List.of("1", "2"), client.completePrompt("notes_summarize_note", "id", ""));
        assertEquals(List.of("2"), client.completeTemplate("notes://{id}", "id", "2"));
    }

    private static ToolResult add(TestClient client, String title, String text) {
        return client.callTool("notes_add_note", Map.of("title", title, "text", text));
    }
}
