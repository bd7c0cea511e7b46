namespace Phoenix.Core.Risk;

/// <summary>Why an order is to be canceled.</summary>
public enum CancelPurpose
{
    /// <summary>It would be a little better elsewhere. May wait.</summary>
    Cosmetic = 1,

    /// <summary>It must not rest there: stale data, a change of mode, a limit, a way out. Never waits.</summary>
    Risk,
}
