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
        Building.Add(new ActionHandler<T>(handler, shouldHandle));

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    /// <param name="handler">Says whether it handled the message; if not, later declarations are tried.</param>
    protected void Receive<T>(Func<T, bool> handler) =>
        Building.Add(new FuncHandler<T>(handler));

    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Building.Add(new ActionHandler<object>(handler, shouldHandle, messageType));

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Building.Add(new FuncHandler<object>(handler, messageType));

    /// <summary>As <see cref="Receive{T}(Action{T}, Predicate{T}?)"/>, with a handler whose end the next message waits
    /// for.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Receive(message => RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) =>
        ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAsync(
        Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Receive(messageType, message => RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) =>
        ReceiveAny(message => RunTask(() => handler(message)));

    protected void ReceiveAny(Action<object> handler) =>
        Building.AddLast(new ActionHandler<object>(handler, null));

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
