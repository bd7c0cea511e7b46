using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;

namespace Phoenix.Core.Tests.Recording;

/// <summary>A tape carries whole groups, costs its writer nothing, and ends rather than lose one.</summary>
public sealed class TapeSpecs
{
    private readonly Tape _tape = new("desk X", TapeKind.Desk, null, capacity: 4);

    [Fact]
    public void An_input_and_its_effects_appear_together()
    {
        _tape.Input(new Instant(7), "told");
        _tape.Effect("done");
        _tape.TryRead(out _).ShouldBeFalse();

        _tape.Commit();

        Read().ShouldBe(
            [new TapeEntry(new Instant(7), EntryKind.Input, "told"), new(new Instant(7), EntryKind.Effect, "done")]);
    }

    [Fact]
    public void A_tape_that_is_read_in_time_goes_on_for_ever()
    {
        for (var i = 0; i < 100; i++)
        {
            Tell(i, effects: 1);
            Read().Count.ShouldBe(2);
        }

        _tape.HasEnded.ShouldBeFalse();
    }

    [Fact]
    public void A_tape_that_is_full_to_the_brim_goes_on()
    {
        Tell(1, effects: 3);
        _tape.IsOverrun.ShouldBeFalse();
        Read().Count.ShouldBe(4);
    }

    [Fact]
    public void A_tape_that_overran_ends_before_the_group_that_did_not_fit()
    {
        Tell(1, effects: 1);
        Tell(2, effects: 2);
        Tell(3, effects: 0);

        _tape.IsOverrun.ShouldBeTrue();
        Read().Select(entry => entry.At.Nanoseconds).ShouldBe([1, 1]);
        Tell(4, effects: 0);
        Read().ShouldBeEmpty();
    }

    [Fact]
    public void An_input_at_which_the_machine_threw_ends_with_its_failure()
    {
        _tape.Input(new Instant(1), "told");
        _tape.End();

        Read()[^1].Payload.ShouldBe(new MachineFailed("Exception"));
        _tape.HasEnded.ShouldBeTrue();
        _tape.IsOverrun.ShouldBeFalse();
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var tape = new Tape("desk X", TapeKind.Desk, null, capacity: 8192);
        var payload = new object();
        Write(tape, payload); // once, so that everything is compiled
        while (tape.TryRead(out _))
        {
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(tape, payload);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Without_a_recorder_nothing_is_kept()
    {
        var tape = FlightRecorder.Off.Open("desk X", TapeKind.Desk, null);
        tape.Input(new Instant(1), "told");
        tape.Commit();
        tape.TryRead(out _).ShouldBeFalse();
    }

    private static void Write(Tape tape, object payload)
    {
        for (var i = 0; i < 2000; i++)
        {
            tape.Input(new Instant(i), payload);
            tape.Effect(payload);
            tape.Commit();
        }
    }

    private void Tell(long at, int effects)
    {
        _tape.Input(new Instant(at), "told");
        for (var i = 0; i < effects; i++)
        {
            _tape.Effect("done");
        }

        _tape.Commit();
    }

    private List<TapeEntry> Read()
    {
        var entries = new List<TapeEntry>();
        while (_tape.TryRead(out var entry))
        {
            entries.Add(entry.Value);
        }

        return entries;
    }
}
