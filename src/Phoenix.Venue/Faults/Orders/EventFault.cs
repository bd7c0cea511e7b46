using Phoenix.Venue.Accounts;

namespace Phoenix.Venue.Faults.Orders;

/// <summary>A fault of user events, before they are shared out to sockets.</summary>
internal abstract class EventFault(FaultOrder order, FaultStage stage) : Fault(order, stage), IUserEventFilter
{
    internal override void Begin() => Stage.Users.Add(this);

    internal override void End() => Stage.Users.Remove(this);

    public void OnEvent(UserEvent happened)
    {
        var isMine = (Request.Account is null || Request.Account == happened.Account.Options.Name)
            && (Request.Stream is null || Request.Stream == happened.Type);
        if (isMine)
        {
            Strike(happened);
        }
        else
        {
            PassOn(happened);
        }
    }

    protected abstract void Strike(UserEvent happened);

    protected void PassOn(UserEvent happened) => Stage.Users.PassOn(this, happened);
}

/// <summary>Events are never sent.</summary>
internal sealed class HideEventFault(FaultOrder order, FaultStage stage) : EventFault(order, stage)
{
    protected override void Strike(UserEvent happened) => Use();
}

/// <summary>Events are sent twice.</summary>
internal sealed class DupEventFault(FaultOrder order, FaultStage stage) : EventFault(order, stage)
{
    protected override void Strike(UserEvent happened)
    {
        PassOn(happened);
        PassOn(happened);
        Use();
    }
}

/// <summary>An event waits until its successor was sent. What waits at the end is sent then.</summary>
internal sealed class ReorderFault(FaultOrder order, FaultStage stage) : EventFault(order, stage)
{
    private UserEvent? _waiting;

    internal override void End()
    {
        if (_waiting is { } last) PassOn(last);
        base.End();
    }

    protected override void Strike(UserEvent happened)
    {
        if (_waiting is not { } first)
        {
            _waiting = happened;
            return;
        }

        _waiting = null;
        PassOn(happened);
        PassOn(first);
        Use();
    }
}

/// <summary>Events are held back and, when it ends, sent in order.</summary>
internal sealed class HoldEventsFault(FaultOrder order, FaultStage stage) : EventFault(order, stage)
{
    private readonly List<UserEvent> _held = [];

    internal override void End()
    {
        foreach (var happened in _held)
        {
            PassOn(happened);
        }

        base.End();
    }

    protected override void Strike(UserEvent happened) => _held.Add(happened);
}
