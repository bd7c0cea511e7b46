using Phoenix.Core.Ports;
using static Phoenix.Core.Orders.OrderPhase;

namespace Phoenix.Core.Orders;

/// <content>
/// Amends. Neither the reply nor the lack of one tells which terms hold: a reply may be lost, late, or of an engine
/// that did nothing. What does is a report with the terms asked for, from the user stream or a query; and, that
/// nothing came of it, repeated answers with the terms before, late enough that neither a lagging replica nor a
/// request still on its way explains them.
/// </content>
public static partial class OrderMachine
{
    /// <summary>Late answers with the terms before that make an amend undone.</summary>
    private const int DenialsOfAmend = 2;

    private static OwnOrder Ask(OwnOrder o, OrderInput.AmendSent asked, Moment at) => o with
    {
        Amending = new PendingAmend(asked.Terms, at.Now),
        Amends = o.Amends.Add(asked.Terms),
        Origin = asked.Origin,
    };

    private static bool IsOpen(OwnOrder o, OrderTerms terms) =>
        !o.Phase.IsTerminal() && o.Amending is { IsAccepted: false } asked && asked.Terms == terms;

    /// <summary>The reply says that it is done; whether it is remains to be seen.</summary>
    private static OwnOrder Amended(OwnOrder o, OrderReport report, Moment at)
    {
        if (o.Amending is not { IsAccepted: false } asked || report.Status.IsTerminal())
        {
            return Learn(o, Untold(o, report), AfterEvent(o), at);
        }

        var isDone = asked.Terms == report.Terms;
        var told = isDone ? o with { Amending = asked with { IsAccepted = true, UnseenSince = at.Now } } : o;
        return Learn(told, Untold(o, report), isDone ? AfterEvent(o) : Unknown, at); // other terms: ask
    }

    /// <summary>The report without its terms, which only an event or a query may prove.</summary>
    private static OrderReport Untold(OwnOrder o, OrderReport report) => report.Status.IsTerminal()
        ? report
        : report with { Price = o.Terms.Price, Original = o.Terms.Quantity };

    private static OwnOrder Withdraw(OwnOrder o, Moment at) => Settle(o with { Amending = null }, o.Phase, at);

    private static OwnOrder Refuse(OwnOrder o, VenueError error, Moment at) => Withdraw(o, at) with
    {
        RefusesAmends = o.RefusesAmends || error.Failure == VenueFailure.Refused,
    };

    /// <summary>Newer terms than the ones known are in force; older ones are those of a late report.</summary>
    private static OwnOrder See(OwnOrder o, OrderTerms terms)
    {
        var age = o.AgeOf(terms);
        return age < 0 && terms.Quantity.IsZero ? o
            : age < 0 ? o with { Terms = terms, Amends = o.Amends.Add(terms) } // somebody else amended it
            : age <= o.AgeOf(o.Terms) ? o
            : o with { Terms = terms, Amending = o.Amending?.Terms == terms ? null : o.Amending };
    }

    /// <summary>The answer to a query. One that does not know terms which were seen is older than our doubt.</summary>
    private static OwnOrder Answer(OwnOrder o, OrderReport report, Moment at)
    {
        if (report.Status.IsTerminal())
        {
            return Learn(o, report, Working, at);
        }

        var weighed = o.Amending is { } asked && report.Terms == o.Terms ? Deny(o, asked, at) : o;
        var isOpen = weighed.Amending is { } open && open.Terms != report.Terms
            && (o.Phase == Unknown || (open.IsAccepted && o.Phase == Working));
        var isLate = o.Phase == Unknown && o.AgeOf(report.Terms) is >= 0 and var age && age < o.AgeOf(o.Terms);
        return Learn(weighed, report, isOpen || isLate ? Unknown : AfterQuery(o), at);
    }

    private static OwnOrder Deny(OwnOrder o, PendingAmend asked, Moment at)
    {
        var denials = o.Phase == Unknown && at.Now - asked.SentAt >= at.Settings.SettleTime ? asked.Denials + 1 : 0;
        return o with { Amending = denials >= DenialsOfAmend ? null : asked with { Denials = denials } };
    }

    private static bool IsBroken(OwnOrder before, OrderInput input, OwnOrder after) =>
        input is OrderInput.Queried && before.Amending is { IsAccepted: true } && after.Amending is null
        && after.Terms == before.Terms && !after.Phase.IsTerminal();
}
