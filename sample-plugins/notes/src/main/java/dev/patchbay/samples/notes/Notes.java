package dev.patchbay.samples.notes;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Description;
import dev.patchbay.api.PluginContext;
import dev.patchbay.api.Schema;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.completion.Completion;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.prompt.Prompt;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.resource.Scheme;
import dev.patchbay.api.resource.UriTemplate;
import dev.patchbay.api.tool.Tool;
import dev.patchbay.api.tool.ToolException;
import java.util.List;
import java.util.Optional;

/**
 * Notes as tools, resources and prompts. Every note is the resource {@code notes://<id>}; clients hear of every change.
 */
@Contributes
@Scheme("notes")
public final class Notes implements ResourceConnector {
    private static final String TEMPLATE = "notes://{id}";
    private static final UriTemplate URI = UriTemplate.parse(TEMPLATE);

    /**
     * What a search gives; MCP wants an object, not a list.
     *
     * @param notes the notes, oldest first
     */
    public record Found(@Description("The notes, oldest first") List<Note> notes) {}

    private final NoteStore store = new NoteStore();
    private final PluginContext context;

    public Notes(PluginContext context) {
        this.context = context;
    }

    @Tool(description = "Writes a new note and returns it with its id", destructive = false, openWorld = false)
    public Note addNote(@Description("What it is about") @Schema(minLength = 1, maxLength = 200) String title,
            @Description("What it says") String text) {
        Note note = store.add(title, text);
        context.resourceListChanged();
        return note;
    }

    @Tool(description = "Replaces the text of a note", idempotent = true, openWorld = false)
    public Note updateNote(@Description("Id of the note") String id, @Description("The new text") String text) {
        Note note = store.replace(id, text).orElseThrow(() -> unknown(id));
        context.resourceUpdated(note.uri());
        return note;
    }

    @Tool(description = "Finds the notes whose title or text contains some words; all notes if there are none",
            readOnly = true, idempotent = true, openWorld = false)
    public Found searchNotes(@Description("The words") Optional<String> words) {
        return new Found(store.all().stream().filter(note -> note.contains(words.orElse(""))).toList());
    }

    @Tool(description = "Deletes a note, after the user has confirmed it", openWorld = false)
    public String deleteNote(@Description("Id of the note") String id, Call call) {
        Note note = store.find(id).orElseThrow(() -> unknown(id));
        ElicitResult answer = call.ask("confirm",
                ElicitRequest.form("Delete the note '" + note.title() + "'?")
                        .bool("sure", "Yes, delete it", false)
                        .build());
        if (!answer.isAccepted() || !answer.isTrue("sure")) {
            return "Nothing deleted: the user did not confirm.";
        }
        if (!store.remove(id)) {
            throw unknown(id);
        }
        context.resourceListChanged();
        return "Deleted note " + id + ".";
    }

    @Tool(description = "Writes all notes into one Markdown document; slow, tells its progress, can be cancelled",
            readOnly = true, idempotent = true, openWorld = false, heavy = true, deadlineSeconds = 600)
    public String exportNotes(
            @Description("How long to work on each note, in milliseconds")
            @Schema(defaultValue = "100", minimum = "0", maximum = "10000")
            int millisPerNote, Call call) throws InterruptedException {
        List<Note> notes = store.all();
        StringBuilder document = new StringBuilder("# Notes\n");
        for (int i = 0; i < notes.size(); i++) {
            call.cancellation().throwIfCancelled();
            Thread.sleep(millisPerNote); // where a real plugin would work; the host interrupts it at a cancellation
            document.append("\n## ").append(notes.get(i).title()).append("\n\n").append(notes.get(i).text())
                    .append('\n');
            call.progress().report(i + 1, (double) notes.size(), "Exported " + notes.get(i).title());
        }
        return document.toString();
    }

    @Prompt(description = "Asks for a summary of a note")
    public String summarizeNote(@Description("Id of the note") String id,
            @Description("In what style, such as 'one sentence'") Optional<String> style) {
        Note note = store.find(id).orElseThrow(() -> unknown(id));
        return "Sum up this note in " + style.orElse("three bullet points") + ".\n\nTitle: " + note.title() + "\n\n"
                + note.text();
    }

    @Completion(template = TEMPLATE, argument = "id")
    public List<String> completeTemplate(String typed) {
        return completeId(typed);
    }

    @Completion(prompt = "summarize_note", argument = "id")
    public List<String> completeId(String typed) {
        return store.all().stream().map(Note::id).filter(id -> id.startsWith(typed)).toList();
    }

    @Override
    public List<ResourceDefinition> list() {
        return store.all()
                .stream()
                .map(note -> ResourceDefinition.of(note.uri(), note.title(), "A note", "text/plain"))
                .toList();
    }

    @Override
    public List<ResourceTemplateDefinition> templates() {
        return List.of(ResourceTemplateDefinition.of(TEMPLATE, "note", "A note by its id", "text/plain"));
    }

    @Override
    public ReadResourceResult read(String uri, Call call) {
        Note note = URI.match(uri)
                .flatMap(variables -> store.find(variables.get("id")))
                .orElseThrow(() -> new ResourceNotFoundException(uri));
        return ReadResourceResult.text(uri, "text/plain", note.text());
    }

    private static ToolException unknown(String id) {
        return new ToolException("There is no note " + id + ". Call search_notes to see the notes there are.")
                .code("not_found")
                .suggestion("Call search_notes");
    }
}
