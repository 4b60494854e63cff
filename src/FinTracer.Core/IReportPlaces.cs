using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>Where reports are written. A report is some six hundred octets: it is made in the place where it is kept, and not copied there.</summary>
interface IReportPlaces
{
    /// <summary>The place of the next report, which holds anything until that is written.</summary>
    ref ConnectionReport Next();

    /// <summary>The report in the place given last is there.</summary>
    void Written();
}
