using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit;

/// <summary>The logger of systems under test: events that a filter means are not printed, and the filter is told.
/// </summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<EventFilterBase> _filters = [];

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize: Begin(initialize.LoggingBus); break;
            case Mute mute: _filters.AddRange(mute.Filters); break;
            case Unmute unmute: _ = _filters.RemoveAll(unmute.Filters.Contains); break;
            case ListenerMark mark: mark.Passed(); break;
            case LogEvent entry: Show(entry); break;
            case DeadLetter letter: Show(letter); break;
            default: return base.Receive(message);
        }

        return true;
    }

    private void Begin(LoggingBus bus)
    {
        Type[] channels = [typeof(Mute), typeof(Unmute), typeof(ListenerMark), typeof(DeadLetter)];
        foreach (var channel in channels) bus.Subscribe(Self, channel);
        Sender.Tell(new LoggerInitialized());
    }

    private void Show(LogEvent entry)
    {
        if (!IsMuted(entry)) Print(entry);
    }

    // Filters see the letter itself, people a sentence.
    private void Show(DeadLetter letter)
    {
        var (source, type) = (letter.Recipient.Path.ToString(), letter.Recipient.GetType());
        if (IsMuted(new Warning(source, type, letter))) return;
        Show(new Warning(source, type, $"Received dead letter from {letter.Sender}: {letter.Message}"));
    }

    // All filters are asked, not only the first: each of them counts.
    private bool IsMuted(LogEvent entry)
    {
        var muted = false;
        foreach (var filter in _filters.ToArray()) muted |= Ask(filter, entry);
        return muted;
    }

    private bool Ask(EventFilterBase filter, LogEvent entry)
    {
        try
        {
            return filter.Apply(entry);
        }
        catch (Exception error)
        {
            Print(new Warning(error, Self.Path.ToString(), GetType(), $"The filter [{filter}] failed"));
            return false;
        }
    }
}
