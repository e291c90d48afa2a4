using Overtone.Catalog;
using Overtone.Cli;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;

var output = Output.Standard(Tool.Name);
return StudyHost.Run(args, StudyCatalog.All, Tool.Description, output, Tool.Commands(args, output));
