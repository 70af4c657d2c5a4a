package dev.patchbay.samples.notes;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The notes, in memory, oldest first. Threads: any. */
final class NoteStore {
    private final ConcurrentNavigableMap<Long, Note> notes = new ConcurrentSkipListMap<>();
    private final AtomicLong lastId = new AtomicLong();

    Note add(String title, String text) {
        long id = lastId.incrementAndGet();
        Note note = new Note(Long.toString(id), title, text);
        notes.put(id, note);
        return note;
    }

    Optional<Note> replace(String id, String text) {
        return key(id)
                .map(key -> notes.computeIfPresent(key, (same, note) -> new Note(note.id(), note.title(), text)));
    }

    Optional<Note> find(String id) {
        return key(id).map(notes::get);
    }

    boolean remove(String id) {
        return key(id).map(notes::remove).isPresent();
    }

    List<Note> all() {
        return List.copyOf(notes.values());
    }

    private static Optional<Long> key(String id) {
        try {
            return Optional.of(Long.valueOf(id));
        } catch (NumberFormatException e) {
            return Optional.empty(); // no note has such an id
        }
    }
}
