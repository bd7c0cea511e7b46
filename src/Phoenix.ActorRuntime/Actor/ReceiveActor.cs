namespace Akka.Actor;

/// <summary>An actor whose constructor, or the action given to <see cref="Become(Action)"/>, declares what it handles;
/// the first declaration that matches wins.</summary>
public abstract class ReceiveActor : UntypedActor
{
    private readonly HandlerTable _declaredInConstructor = new();
    private HandlerTable? _building;

    protected ReceiveActor() => _building = _declaredInConstructor;

    internal override Receive TakeInitialBehaviour()
    {
        _building = null;
        return _declaredInConstructor.Handle;
    }

    protected sealed override bool Receive(object message) => _declaredInConstructor.Handle(message);

    protected override void OnReceive(object message)
    {
    }

    protected void Become(Action configure) => Become(Configure(configure));

    protected void BecomeStacked(Action configure) => BecomeStacked(Configure(configure));

    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Building.Add(typeof(T), Handlers.For(handler, shouldHandle));

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    /// <param name="handler">Says whether it handled the message; if not, later declarations are tried.</param>
    protected void Receive<T>(Func<T, bool> handler) =>
        Building.Add(typeof(T), message => handler((T)message));

    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Building.Add(messageType, Handlers.For(handler, shouldHandle));

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Building.Add(messageType, message => handler(message));

    protected void ReceiveAny(Action<object> handler) =>
        Building.AddLast(Handlers.For(handler, null));

    private HandlerTable Building => _building ?? throw new InvalidOperationException(
        "Receive may only be called in the constructor or in the action given to Become.");

    private Receive Configure(Action configure)
    {
        // Inside the constructor the table being built there is set aside while this behaviour declares its own.
        var outer = _building;
        _building = new HandlerTable();
        try
        {
            configure();
            return _building.Handle;
        }
        finally
        {
            _building = outer;
        }
    }
}

/// <summary>The handlers of one behaviour, found by the type of the message.</summary>
internal sealed class HandlerTable
{
    private readonly List<(Type Type, Receive Handler)> _declared = [];
    private readonly Dictionary<Type, Receive[]> _byType = [];
    private bool _complete;

    internal void Add(Type type, Receive handler)
    {
        if (_complete) throw new InvalidOperationException("No handler can follow one that takes any message.");
        _declared.Add((type, handler));
    }

    internal void AddLast(Receive handler)
    {
        Add(typeof(object), handler);
        _complete = true;
    }

    internal bool Handle(object message)
    {
        var type = message.GetType();
        if (!_byType.TryGetValue(type, out var handlers)) _byType[type] = handlers = Matching(type);
        foreach (var handler in handlers)
        {
            if (handler(message)) return true;
        }

        return false;
    }

    private Receive[] Matching(Type type)
    {
        var matching = new List<Receive>();
        foreach (var (declared, handler) in _declared)
        {
            if (declared.IsAssignableFrom(type)) matching.Add(handler);
        }

        return [.. matching];
    }
}

/// <summary>Turns typed handlers into behaviours.</summary>
internal static class Handlers
{
    internal static Receive For<T>(Action<T> handler, Predicate<T>? shouldHandle)
    {
        if (shouldHandle is null)
        {
            return message =>
            {
                handler((T)message);
                return true;
            };
        }

        return message =>
        {
            var typed = (T)message;
            if (!shouldHandle(typed)) return false;
            handler(typed);
            return true;
        };
    }
}
