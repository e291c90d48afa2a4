using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>
/// One thing that an audit measures, with all that belongs to it: options (a share of <see cref="AuditOptions"/>, under its own heading in
/// the help), trials, measurement, numbers of the summary, figures and tables. An audit asks its parts in the order of
/// <see cref="AuditParts"/> and knows none of them.
/// </summary>
internal abstract class AuditPart
{
    /// <summary>The heading of its options in the help, where it has any: that of <see cref="OptionAttribute.Group"/>.</summary>
    public virtual string Heading => "";

    /// <summary>Its kinds of trial.</summary>
    public virtual IReadOnlyList<AuditTrialKind> Trials => [];

    /// <summary>The options of the smallest audit.</summary>
    public virtual AuditOptions Smoke(AuditOptions options) => options;

    /// <summary>The options of a first look, with which it has less to measure.</summary>
    public virtual AuditOptions Look(AuditOptions options, AuditLook look) => options;

    /// <summary>
    /// Checks the options of an audit of one model, whose file is there and no other kind of file, before anything is measured.
    /// </summary>
    /// <exception cref="InvalidOptionException">They contradict each other, or ask for what the model cannot do.</exception>
    public virtual void Require(AuditOptions options, RunEnvironment environment)
    {
    }

    /// <summary>Checks what could not be checked before the sizes of the images were known.</summary>
    /// <exception cref="InvalidOptionException">An option does not fit them.</exception>
    public virtual void Require(AuditSetting audit)
    {
    }

    /// <summary>How many images it will ask the model about, at most; 0 where that is little beside others.</summary>
    public virtual long Evaluations(AuditSetting audit) => 0;

    /// <summary>Its trials, given those already finished; asked again after each round until it names no new one.</summary>
    public virtual IEnumerable<AuditTrial> Plan(AuditPlan audit) => [];

    /// <summary>Concludes from the tables of one model.</summary>
    public virtual void Conclude(AuditSetting audit, Conclusion to)
    {
    }

    /// <summary>Concludes from what was concluded about several models.</summary>
    public virtual void Compare(AuditSetting audit, ComparedModels models, Conclusion to)
    {
    }

    /// <summary>A kind of trial.</summary>
    /// <param name="name">Its name in keys.</param>
    /// <param name="measure">Measures one.</param>
    /// <param name="isOptional">Whether an audit is worth finishing without one; never if not given.</param>
    protected static AuditTrialKind Kind<T>(string name, Action<T, OpenSubject, Recorder> measure, Func<T, bool>? isOptional = null)
        where T : SubjectTrial => new(
            name, typeof(T), (trial, subject, to) => measure((T)trial, subject, to), trial => isOptional?.Invoke((T)trial) ?? false);

    /// <summary>For <see cref="Kind"/>: an audit is worth finishing without any of them.</summary>
    protected static bool Always(SubjectTrial trial) => true;
}

/// <summary>A kind of trial of a part.</summary>
/// <param name="Name">Its name in keys.</param>
/// <param name="Type">The record.</param>
/// <param name="Measure">Measures one.</param>
/// <param name="IsOptional">Whether an audit is worth finishing without one.</param>
internal sealed record AuditTrialKind(
    string Name, Type Type, Action<SubjectTrial, OpenSubject, Recorder> Measure, Func<SubjectTrial, bool> IsOptional);
