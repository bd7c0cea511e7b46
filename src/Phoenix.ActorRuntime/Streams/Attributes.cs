using Akka.Event;

namespace Akka.Streams;

/// <summary>What a graph says about itself: names, buffers, supervision, boundaries. Immutable.</summary>
/// <remarks>Attributes are inherited from the outside in. The list goes from the least specific to the most specific;
/// a reader who wants one value takes the last.</remarks>
public sealed class Attributes
{
    public static readonly Attributes None = new();

    private readonly IAttribute[] _attributes;

    public Attributes(params IAttribute[] attributes) => _attributes = attributes ?? [];

    /// <summary>One thing said about a graph.</summary>
    public interface IAttribute;

    /// <summary>An attribute that always has a value, because the materializer's settings give one.</summary>
    public interface IMandatoryAttribute : IAttribute;

    public IEnumerable<IAttribute> AttributeList => _attributes;

    internal bool IsAsync => Contains(AsyncBoundary.Instance);

    /// <summary>No attribute at all for an empty name.</summary>
    public static Attributes CreateName(string name) =>
        string.IsNullOrEmpty(name) ? None : new Attributes(new Name(name));

    public static Attributes CreateInputBuffer(int initial, int max) => new(new InputBuffer(initial, max));

    public static Attributes CreateAsyncBoundary() => new(AsyncBoundary.Instance);

    public static Attributes CreateLogLevels(
        LogLevel onElement = LogLevel.DebugLevel, LogLevel onFinish = LogLevel.DebugLevel,
        LogLevel onError = LogLevel.ErrorLevel) => new(new LogLevels(onElement, onFinish, onError));

    /// <summary>Adds attributes that are more specific than those here.</summary>
    public Attributes And(Attributes other)
    {
        if (_attributes.Length == 0) return other;
        return other._attributes.Length == 0 ? this : new Attributes([.. _attributes, .. other._attributes]);
    }

    /// <summary>Adds an attribute that is more specific than those here.</summary>
    public Attributes And(IAttribute other) => new([.. _attributes, other]);

    public bool Contains<TAttr>(TAttr attribute)
        where TAttr : IAttribute => Array.Exists(_attributes, other => other.Equals(attribute));

    public IEnumerable<TAttr> GetAttributeList<TAttr>()
        where TAttr : IAttribute => _attributes.OfType<TAttr>();

    /// <summary>The most specific attribute of that type.</summary>
    public TAttr GetAttribute<TAttr>(TAttr defaultIfNotFound)
        where TAttr : class, IAttribute => GetAttribute<TAttr>() ?? defaultIfNotFound;

    /// <summary>The most specific attribute of that type; null if there is none.</summary>
    public TAttr GetAttribute<TAttr>()
        where TAttr : class, IAttribute
    {
        for (var i = _attributes.Length - 1; i >= 0; i--)
        {
            if (_attributes[i] is TAttr found) return found;
        }

        return null!;
    }

    [Obsolete("Attributes should always be most specific, use GetAttribute<TAttr>()")]
    public TAttr GetFirstAttribute<TAttr>(TAttr defaultIfNotFound)
        where TAttr : class, IAttribute => GetFirstAttribute<TAttr>() ?? defaultIfNotFound;

    [Obsolete("Attributes should always be most specific, use GetAttribute<TAttr>()")]
    public TAttr GetFirstAttribute<TAttr>()
        where TAttr : class, IAttribute => _attributes.OfType<TAttr>().FirstOrDefault()!;

    /// <summary>The most specific attribute of a type that always has a value while a stream runs.</summary>
    public TAttr GetMandatoryAttribute<TAttr>()
        where TAttr : class, IMandatoryAttribute => GetAttribute<TAttr>() ??
        throw new ArgumentException($"The mandatory attribute [{typeof(TAttr)}] was not found.");

    /// <summary>The names from the outside in, joined; null if there is none.</summary>
    public string GetNameLifted()
    {
        var names = GetAttributeList<Name>().Select(name => name.Value).ToArray();
        return names.Length == 0 ? null! : string.Join('-', names);
    }

    public string GetNameOrDefault(string defaultIfNotFound = "unknown-operation") =>
        GetAttribute<Name>()?.Value ?? defaultIfNotFound;

    public override string ToString() => $"Attributes({string.Join<IAttribute>(", ", _attributes)})";

    /// <summary>What the graph is called in logs and actor names.</summary>
    public sealed class Name(string value) : IAttribute, IEquatable<Name>
    {
        public readonly string Value = !string.IsNullOrEmpty(value)
            ? value
            : throw new ArgumentNullException(nameof(value), "A name must not be empty.");

        public bool Equals(Name? other) =>
            other is not null && string.Equals(Value, other.Value, StringComparison.Ordinal);

        public override bool Equals(object? obj) => Equals(obj as Name);

        public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

        public override string ToString() => $"Name({Value})";
    }

    /// <summary>How many elements an asynchronous input holds.</summary>
    public sealed class InputBuffer(int initial, int max) : IMandatoryAttribute, IEquatable<InputBuffer>
    {
        public readonly int Initial = initial;
        public readonly int Max = max;

        public bool Equals(InputBuffer? other) => other is not null && Initial == other.Initial && Max == other.Max;

        public override bool Equals(object? obj) => Equals(obj as InputBuffer);

        public override int GetHashCode() => HashCode.Combine(Initial, Max);

        public override string ToString() => $"InputBuffer(initial={Initial},max={Max})";
    }

    /// <summary>At which levels the log operator speaks, and the engine of failed stages.</summary>
    public sealed class LogLevels(LogLevel onElement, LogLevel onFinish, LogLevel onFailure)
        : IAttribute, IEquatable<LogLevels>
    {
        public static readonly LogLevel Off = (LogLevel)int.MaxValue;

        public readonly LogLevel OnElement = onElement;
        public readonly LogLevel OnFinish = onFinish;
        public readonly LogLevel OnFailure = onFailure;

        public bool Equals(LogLevels? other) =>
            other is not null && OnElement == other.OnElement && OnFinish == other.OnFinish &&
            OnFailure == other.OnFailure;

        public override bool Equals(object? obj) => Equals(obj as LogLevels);

        public override int GetHashCode() => HashCode.Combine(OnElement, OnFinish, OnFailure);

        public override string ToString() =>
            $"LogLevel(element={OnElement},finish={OnFinish},failure={OnFailure})";
    }

    /// <summary>The graph runs as an island of its own.</summary>
    public sealed class AsyncBoundary : IAttribute, IEquatable<AsyncBoundary>
    {
        public static readonly AsyncBoundary Instance = new();

        private AsyncBoundary()
        {
        }

        public bool Equals(AsyncBoundary? other) => other is not null;

        public override bool Equals(object? obj) => obj is AsyncBoundary;

        public override int GetHashCode() => typeof(AsyncBoundary).GetHashCode();

        public override string ToString() => "AsyncBoundary";
    }

    /// <summary>What a stage does by default when a downstream cancels with a cause.</summary>
    public sealed class CancellationStrategy(CancellationStrategy.IStrategy strategy) : IMandatoryAttribute
    {
        internal static readonly CancellationStrategy Default = new(new PropagateFailure());

        /// <summary>One of the ways to treat a cancellation.</summary>
        public interface IStrategy;

        public IStrategy Strategy { get; } = strategy;

        /// <summary>Completes the stage, whatever the cause.</summary>
        public class CompleteStage : IStrategy;

        /// <summary>Fails the stage with the cause.</summary>
        public class FailStage : IStrategy;

        /// <summary>Completes the stage if the cause says that nothing went wrong, else fails it.</summary>
        public class PropagateFailure : IStrategy;

        /// <summary>Waits before it follows another strategy, so that an error can arrive by another way.</summary>
        public class AfterDelay(TimeSpan delay, IStrategy strategy) : IStrategy
        {
            public TimeSpan Delay { get; } = delay;

            public IStrategy Strategy { get; } = strategy;
        }
    }
}
