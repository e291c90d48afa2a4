using Overtone.Catalog;
using Overtone.Cli.Commands;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;

return StudyHost.Run(args, StudyCatalog.All, AuditCommand.Create(args, Output.Standard), SpectrumCommand.Create(args, Output.Standard), DataCommand.Create(args, Output.Standard), DoctorCommand.Create(args, Output.Standard));
