using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit;

/// <summary>Says which log events are meant.</summary>
/// <remarks>The system must log through <see cref="TestEventListener"/>, as it does with the kit's own
/// configuration. Of <c>message</c>, <c>start</c> and <c>contains</c> the first that is given counts; all compare
/// without regard to case.</remarks>
public class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;

    public EventFilterFactory(TestKitBase testkit)
        : this(testkit, testkit.Sys)
    {
    }

    public EventFilterFactory(TestKitBase testkit, ActorSystem system)
        : this(testkit, system, [])
    {
    }

    public EventFilterFactory(TestKitBase testkit, ActorSystem actorSystem, IReadOnlyList<EventFilterBase> filters) =>
        (_testkit, _system, _filters) = (testkit, actorSystem, filters);

    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception => Exception(typeof(TException), pattern, source);

    public IEventFilterApplier Exception(
        Type exceptionType, Regex pattern, string? source = null, bool checkInnerExceptions = false) =>
        Applier(new ErrorFilter(exceptionType, Text(pattern), From(source), checkInnerExceptions));

    public IEventFilterApplier Exception<TException>(
        string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    public IEventFilterApplier Exception(
        Type exceptionType, string? message = null, string? start = null, string? contains = null,
        string? source = null, bool checkInnerExceptions = false) =>
        Applier(new ErrorFilter(
            exceptionType, CreateMessageMatcher(message, start, contains), From(source), checkInnerExceptions));

    public IEventFilterApplier Error(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Applier(new ErrorFilter(CreateMessageMatcher(message, start, contains), From(source)));

    public IEventFilterApplier Error(Regex pattern, string? source = null) =>
        Applier(new ErrorFilter(Text(pattern), From(source)));

    public IEventFilterApplier Warning(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Applier(new WarningFilter(CreateMessageMatcher(message, start, contains), From(source)));

    public IEventFilterApplier Warning(Regex pattern, string? source = null) =>
        Applier(new WarningFilter(Text(pattern), From(source)));

    public IEventFilterApplier Info(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Applier(new InfoFilter(CreateMessageMatcher(message, start, contains), From(source)));

    public IEventFilterApplier Info(Regex pattern, string? source = null) =>
        Applier(new InfoFilter(Text(pattern), From(source)));

    public IEventFilterApplier Debug(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Applier(new DebugFilter(CreateMessageMatcher(message, start, contains), From(source)));

    public IEventFilterApplier Debug(Regex pattern, string? source = null) =>
        Applier(new DebugFilter(Text(pattern), From(source)));

    public IEventFilterApplier DeadLetter() => Letters(null, null);

    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) =>
        Letters(static letter => letter.Message is TMessage, source);

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        Letters(letter => letter.Message is TMessage message && isMatch(message), source);

    public IEventFilterApplier DeadLetter(Type type, string? source = null) =>
        Letters(letter => type.IsInstanceOfType(letter.Message), source);

    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string? source = null) =>
        Letters(letter => type.IsInstanceOfType(letter.Message) && isMatch(letter.Message), source);

    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Applier(new CustomEventFilter(predicate));

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent => Custom(e => e is TLogEvent typed && predicate(typed));

    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel, string? message = null, string? start = null, string? contains = null,
        string? source = null) =>
        ForLogLevel(logLevel, CreateMessageMatcher(message, start, contains), source);

    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) =>
        ForLogLevel(logLevel, Text(pattern), source);

    protected static IStringMatcher CreateMessageMatcher(string? message, string? start, string? contains)
    {
        if (message is not null) return new EqualsString(message);
        if (start is not null) return new StartsWithString(start);
        return contains is null ? MatchesAll.Instance : new ContainsString(contains);
    }

    protected IEventFilterApplier CreateApplier(EventFilterBase filter, ActorSystem system) =>
        new InternalEventFilterApplier(_testkit, system, [.. _filters, filter]);

    private static RegexMatcher Text(Regex pattern) => new(pattern);

    private static IStringMatcher From(string? source) =>
        source is null ? MatchesAll.Instance : new EqualsStringAndPathMatcher(source);

    private IEventFilterApplier ForLogLevel(LogLevel level, IStringMatcher text, string? source) =>
        Applier(level switch
        {
            LogLevel.DebugLevel => new DebugFilter(text, From(source)),
            LogLevel.InfoLevel => new InfoFilter(text, From(source)),
            LogLevel.WarningLevel => new WarningFilter(text, From(source)),
            LogLevel.ErrorLevel => new ErrorFilter(text, From(source)),
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "There is no such log level."),
        });

    private IEventFilterApplier Letters(Predicate<DeadLetter>? isMatch, string? source) =>
        Applier(new DeadLettersFilter(MatchesAll.Instance, From(source), isMatch));

    private IEventFilterApplier Applier(EventFilterBase filter) => CreateApplier(filter, _system);
}
